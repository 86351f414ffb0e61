/** One value of a configuration file, that knows where it stands: complaints say so. */
export class ConfigReader {
  readonly #value: unknown
  /** "domains.example.test.lists.staff"; '' for the whole file. */
  readonly #path: string

  constructor(value: unknown, path = '') {
    this.#value = value
    this.#path = path
  }

  /** @throws RangeError where it is no JSON */
  static parse(text: string): ConfigReader {
    try {
      return new ConfigReader(JSON.parse(text))
    } catch (error) {
      throw new RangeError(`this is no JSON: ${(error as Error).message}`, { cause: error })
    }
  }

  get isList(): boolean {
    return Array.isArray(this.#value)
  }

  /** A complaint about this value. @param what goes on after its name */
  wrong(what: string): RangeError {
    return new RangeError(`${this.#path === '' ? 'the file' : this.#path} ${what}`)
  }

  /** @param known names that it may have; left out: any */
  object(known?: readonly string[]): ConfigObject {
    const value = this.#value
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw this.wrong(`is ${describe(value)}, and should be an object, as { … }`)
    const strange = known && Object.keys(value).find((name) => !known.includes(name))
    if (strange !== undefined) throw this.wrong(`has "${strange}", which is not known; there are ${known!.join(', ')}`)
    const at = (name: string) => (this.#path === '' ? name : `${this.#path}.${name}`)
    const entries = Object.entries(value).map(([name, each]) => [name, new ConfigReader(each, at(name))] as const)
    return new ConfigObject(this, Object.fromEntries(entries))
  }

  string(): string {
    if (typeof this.#value === 'string' && this.#value !== '') return this.#value
    throw this.wrong(`is ${describe(this.#value)}, and should be a text, as "alice"`)
  }

  /** A text, or a list of them, not empty. */
  strings(): readonly string[] {
    const list: readonly unknown[] = Array.isArray(this.#value) ? this.#value : [this.#value]
    if (list.length === 0) throw this.wrong('is empty: name somebody, or leave it out')
    return list.map((each, i) => new ConfigReader(each, this.isList ? `${this.#path}[${i}]` : this.#path).string())
  }

  count(): number {
    if (Number.isInteger(this.#value) && (this.#value as number) > 0) return this.#value as number
    throw this.wrong(`is ${describe(this.#value)}, and should be a whole number from 1 up`)
  }

  /** A number of octets, or a text as "10M". */
  octets(): number {
    if (typeof this.#value !== 'string') return this.count()
    const [, digits, unit = ''] = /^(\d{1,12})\s*([kmg]?)i?b?$/i.exec(this.#value.trim()) ?? []
    if (!digits)
      throw this.wrong(`is "${this.#value}", and should be a number of octets, as 1000, "64k", "10M" or "1G"`)
    return Number(digits) * 1024 ** ['', 'k', 'm', 'g'].indexOf(unit.toLowerCase())
  }

  oneOf<const T>(values: readonly T[]): T {
    const found = values.find((each) => each === this.#value)
    if (found !== undefined) return found
    throw this.wrong(
      `is ${describe(this.#value)}, and should be one of ${values.map((each) => JSON.stringify(each)).join(', ')}`,
    )
  }
}

class ConfigObject {
  readonly entries: Readonly<Record<string, ConfigReader>>
  readonly #reader: ConfigReader

  constructor(reader: ConfigReader, entries: Readonly<Record<string, ConfigReader>>) {
    this.#reader = reader
    this.entries = entries
  }

  /** @throws RangeError where it is missing */
  member(name: string): ConfigReader {
    const found = this.optional(name)
    if (!found) throw this.#reader.wrong(`has no "${name}"`)
    return found
  }

  optional(name: string): ConfigReader | null {
    return Object.hasOwn(this.entries, name) ? this.entries[name]! : null
  }
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  return value === '' ? 'empty' : JSON.stringify(value)
}
