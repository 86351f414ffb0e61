import { dirname, isAbsolute, join } from 'node:path'
import { readScript } from '../transcript/read-script.ts'
import type { IncludeItem, Item, ReadError, Reading, Script } from '../transcript/script.ts'

/** How an included file is read: its text by its name. What it rejects with is told as the reason. */
export type FileReader = (file: string) => Promise<string>

/**
 * The script with the items of the files it includes in their places. Names are relative to the file that includes;
 * what an included file needs is needed by the whole.
 */
export async function resolveIncludes(script: Script, read: FileReader): Promise<Reading<Script>> {
  const resolver = new Resolver(read)
  const items = await resolver.resolve(script.items, [script.file])
  if (resolver.errors.length > 0) return { ok: false, errors: resolver.errors }
  return { ok: true, value: { ...script, needs: [...script.needs, ...resolver.needs], items } }
}

class Resolver {
  readonly errors: ReadError[] = []
  readonly needs: Script['needs'][number][] = []
  readonly #read: FileReader

  constructor(read: FileReader) {
    this.#read = read
  }

  /** @param chain the files that we are inside of, the innermost last */
  async resolve(items: readonly Item[], chain: readonly string[]): Promise<Item[]> {
    const resolved: Item[] = []
    for (const item of items) {
      if (item.kind === 'include') resolved.push(...(await this.#include(item, chain)))
      else if (item.kind === 'if') resolved.push({ ...item, items: await this.resolve(item.items, chain) })
      else resolved.push(item)
    }
    return resolved
  }

  async #include(item: IncludeItem, chain: readonly string[]): Promise<Item[]> {
    const file = isAbsolute(item.path) ? item.path : join(dirname(item.file), item.path)
    if (chain.includes(file))
      return this.#fail(item, `files that do not include each other: ${[...chain, file].join(' → ')}`)
    let text: string
    try {
      text = await this.#read(file)
    } catch (error) {
      return this.#fail(item, `a file that can be read: ${(error as Error).message}`)
    }
    const reading = readScript(text, { file })
    if (!reading.ok) {
      this.errors.push(...reading.errors)
      return []
    }
    this.needs.push(...reading.value.needs)
    return this.resolve(reading.value.items, [...chain, file])
  }

  #fail({ file, line }: IncludeItem, expected: string): Item[] {
    this.errors.push({ file, line, expected })
    return []
  }
}
