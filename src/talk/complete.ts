import { synopsis, knownVerbs, type KnownVerb } from '../protocol/command.ts'
import { paramRules } from '../protocol/params.ts'
import { sensibleVerbs, type Standing } from './next.ts'

/** What may stand in the place of the end of what was typed. */
export interface Completion {
  readonly candidates: readonly string[]
  /** The end of the line that they replace. */
  readonly word: string
}

export interface CompletionContext extends Standing {
  /** The last used first. */
  readonly addresses: readonly string[]
  readonly helloName: string
}

export const nothing: Completion = { candidates: [], word: '' }

/** How the beginning of a command goes on: only what makes sense where the conversation stands, if anything does. */
export function completeCommand(line: string, context: CompletionContext): Completion {
  const [, verb, rest] = /^\s*([a-z]+)\s+(.*)$/is.exec(line) ?? []
  if (verb === undefined || rest === undefined) return completeVerb(line.trimStart(), context)
  switch (verb.toUpperCase()) {
    case 'EHLO':
    case 'HELO':
    case 'LHLO':
      return fitting(rest, [context.helloName])
    case 'MAIL':
      return completePath(rest, 'MAIL', 'FROM:', context)
    case 'RCPT':
      return completePath(rest, 'RCPT', 'TO:', context)
    case 'AUTH':
      return fitting(rest, context.capabilities.mechanisms)
    case 'HELP':
      return fitting(rest, knownVerbs)
    case 'VRFY':
      return fitting(rest, context.addresses)
    default:
      return nothing
  }
}

function completeVerb(word: string, context: CompletionContext): Completion {
  const begun = (verbs: readonly KnownVerb[]) =>
    fitting(
      word,
      verbs.map((verb) => opening(verb, context)),
    )
  const sensible = begun(sensibleVerbs(context))
  return sensible.candidates.length > 0 || word === '' ? sensible : begun(knownVerbs)
}

/** The part of a command that is the same every time. */
function opening(verb: KnownVerb, { helloName }: CompletionContext): string {
  switch (verb) {
    case 'EHLO':
    case 'HELO':
    case 'LHLO':
      return `${verb} ${helloName}`
    case 'MAIL':
      return 'MAIL FROM:<'
    case 'RCPT':
      return 'RCPT TO:<'
    default:
      return synopsis[verb].includes(' ') ? `${verb} ` : verb
  }
}

function completePath(rest: string, verb: 'MAIL' | 'RCPT', label: string, context: CompletionContext): Completion {
  const path = /^(?:FROM|TO)\s*:\s*(<?[^\s>]*)$/i.exec(rest)
  if (path)
    return fitting(
      path[1]!,
      context.addresses.map((address) => `<${address}>`),
    )
  const params = /^(?:FROM|TO)\s*:\s*\S+\s(?:.*\s)?(\S*)$/i.exec(rest)
  if (params) return fitting(params[1]!, paramForms(verb, context, rest.toUpperCase()))
  return fitting(rest, [`${label}<`])
}

/** Values that are words. */
const values: Readonly<Record<string, readonly string[]>> = {
  BODY: ['7BIT', '8BITMIME'],
  RET: ['FULL', 'HDRS'],
  NOTIFY: ['NEVER', 'SUCCESS,FAILURE,DELAY', 'FAILURE', 'SUCCESS'],
  AUTH: ['<>'],
  ORCPT: ['rfc822;'],
}

/** The parameters of extensions that the server offers, but for those that are there already. */
function paramForms(verb: 'MAIL' | 'RCPT', { capabilities }: CompletionContext, typed: string): string[] {
  const isThere = (keyword: string) => new RegExp(`\\s${keyword}(?:=\\S*)?\\s`).test(typed)
  return Object.entries(paramRules)
    .filter(([keyword, { on, needs }]) => on === verb && capabilities.has(needs) && !isThere(keyword))
    .flatMap(([keyword, { form }]) => {
      if (form === keyword) return keyword
      const words = values[keyword] ?? ['']
      const more = keyword === 'BODY' && capabilities.has('BINARYMIME') ? ['BINARYMIME'] : []
      return [...words, ...more].map((word) => `${keyword}=${word}`)
    })
}

/** Those that begin so, in whatever case. */
export function fitting(word: string, forms: readonly string[]): Completion {
  const begun = word.toUpperCase()
  return { candidates: forms.filter((form) => form.toUpperCase().startsWith(begun)), word }
}
