import type { Item, Script } from '../transcript/script.ts'
import { namesIn, type Template } from '../transcript/template.ts'
import type { Speaker } from '../transcript/transcript.ts'

/** A variable that is used before it can have a value. */
export interface MissingVariable {
  readonly name: string
  /** The first item that uses it. */
  readonly item: Item
}

/**
 * The variables that must be given for this side of a script to be played. The other side's lines, patterns and
 * `@set` give values too.
 */
export function missingVariables(
  { items }: Pick<Script, 'items'>,
  role: Speaker,
  given: Iterable<string> = [],
): MissingVariable[] {
  const known = new Set(given)
  const missing = new Map<string, Item>()
  const use = (template: Template, item: Item) => {
    for (const name of namesIn(template)) if (!known.has(name) && !missing.has(name)) missing.set(name, item)
  }
  const learn = (names: readonly string[]) => {
    for (const name of names) if (!missing.has(name)) known.add(name)
  }
  const walk = (list: readonly Item[]): void => {
    for (const item of list) {
      switch (item.kind) {
        case 'client':
          if (role === 'client') use(item.template, item)
          else learn(namesIn(item.template))
          break
        case 'reply':
          for (const text of item.alternatives.flatMap(({ texts }) => texts)) {
            if (text.kind === 'pattern') learn(groupsOf(text.pattern))
            else if (text.kind === 'literal' && role === 'server') use(text.template, item)
          }
          break
        case 'octets':
          use(item.template, item)
          break
        case 'set':
          use(item.value, item)
          learn([item.name])
          break
        case 'if':
          walk(item.items)
          break
        case 'outcome':
          if (item.outcome.kind === 'body') use(item.outcome.template, item)
          break
        default:
      }
    }
  }
  walk(items)
  return [...missing].map(([name, item]) => ({ name, item }))
}

function groupsOf({ source }: RegExp): string[] {
  return [...source.matchAll(/\(\?<([A-Za-z_$][\w$]*)>/g)].map((match) => match[1]!)
}
