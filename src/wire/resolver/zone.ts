import { loopOf } from './aliases.ts'
import { toAsciiName } from './name.ts'
import {
  unknownAnswer,
  type Answer,
  type AnswerFacts,
  type RecordData,
  type RecordType,
  type Resolver,
} from './resolver.ts'
import { readZone, type ZoneRecord } from './zone-file.ts'

/** How a master file is read, and what its answers are worth. */
export interface ZoneResolverOptions {
  /** Of names that do not end with a dot. */
  readonly origin?: string
  /** Whether answers count as vouched for. Default false. */
  readonly authentic?: boolean
}

/**
 * A DNS made of one master file: what does not stand in it does not exist. For trials without a network, and tests.
 * Aliases and wildcards (RFC 4592) work as they do in the DNS.
 */
export class ZoneResolver implements Resolver {
  readonly #records = new Map<string, ZoneRecord[]>()
  readonly #authentic: boolean

  /** @throws RangeError that names the line that is wrong */
  constructor(text: string, { origin, authentic = false }: ZoneResolverOptions = {}) {
    this.#authentic = authentic
    for (const record of readZone(text, origin)) {
      for (const name of namesAbove(record.name)) if (!this.#records.has(name)) this.#records.set(name, [])
      this.#records.get(record.name)!.push(record)
    }
  }

  query<T extends RecordType>(name: string, type: T): Promise<Answer<T>> {
    const ascii = toAsciiName(name)
    if (ascii === null) {
      return Promise.resolve(unknownAnswer(name, type, { code: 'bad-name', message: `"${name}" is no domain name` }))
    }
    return Promise.resolve(this.#answer(ascii, type))
  }

  #answer<T extends RecordType>(name: string, type: T): Answer<T> {
    const aliases: string[] = []
    const facts: AnswerFacts = { name, type, aliases, authentic: this.#authentic, ttl: 0, source: 'zone' }
    for (;;) {
      const there = this.#find(aliases.at(-1) ?? name)
      if (!there) return { ...facts, outcome: 'no-name' }
      const found = there.filter((record) => record.type === type)
      const ttl = Math.min(...found.map((record) => record.ttl))
      const records = found.map(({ data }) => data as RecordData[T])
      if (records.length > 0) return { ...facts, ttl, outcome: 'records', records }
      const alias = there.find((record) => record.type === 'CNAME')?.data as string | undefined
      if (alias === undefined) return { ...facts, outcome: 'no-record' }
      const loop = loopOf(alias, [name, ...aliases])
      aliases.push(alias)
      if (loop !== null) return unknownAnswer(name, type, { code: 'alias-loop', message: loop }, facts)
    }
  }

  /** The records of a name, or of the wildcard that stands for it; null where there is no such name. */
  #find(name: string): readonly ZoneRecord[] | null {
    const own = this.#records.get(name)
    if (own) return own
    const closest = namesAbove(name).find((each) => this.#records.has(each)) ?? ''
    return this.#records.get(closest === '' ? '*' : `*.${closest}`) ?? null
  }
}

/** "a.b.c" → "a.b.c", "b.c", "c": a name exists by what is below it. RFC 4592 §2.2.2 */
function namesAbove(name: string): readonly string[] {
  const labels = name.split('.')
  return labels.map((_, i) => labels.slice(i).join('.'))
}
