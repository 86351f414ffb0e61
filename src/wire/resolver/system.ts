import { lookup, type LookupAddress } from 'node:dns'
import { findDoubt } from './doubt.ts'
import { toAsciiName } from './name.ts'
import {
  unknownAnswer,
  type Answer,
  type RecordData,
  type RecordType,
  type Resolver,
  type Trouble,
} from './resolver.ts'

export interface SystemResolverOptions {
  /** Asked for everything but addresses. */
  readonly dns: Resolver
  /** Milliseconds. Default 10,000: the system has time-outs of its own. */
  readonly timeout?: number
  /** Instead of node:dns' own. Rejects as that does. */
  readonly lookup?: (name: string, family: 4 | 6) => Promise<readonly LookupAddress[]>
}

/** Addresses are what this machine says they are, its hosts file included; everything else comes from the DNS. */
export class SystemResolver implements Resolver {
  readonly #dns: Resolver
  readonly #timeout: number
  readonly #lookup: NonNullable<SystemResolverOptions['lookup']>

  constructor({ dns, timeout = 10_000, lookup = systemLookup }: SystemResolverOptions) {
    this.#dns = dns
    this.#timeout = timeout
    this.#lookup = lookup
  }

  async query<T extends RecordType>(name: string, type: T): Promise<Answer<T>> {
    const family = type === 'A' ? 4 : type === 'AAAA' ? 6 : null
    const ascii = toAsciiName(name)
    return family === null || ascii === null ? this.#dns.query(name, type) : this.#addresses(ascii, type, family)
  }

  /** Nobody chose these DNS servers for what is asked here: they may be those of a closed network. */
  doubt(): Promise<Trouble | null> {
    return findDoubt(this.#dns)
  }

  async #addresses<T extends RecordType>(name: string, type: T, family: 4 | 6): Promise<Answer<T>> {
    const facts = { name, type, aliases: [], authentic: false, ttl: 0, source: 'system' }
    try {
      const found = await inTime(this.#lookup(name, family), this.#timeout)
      const records = [...new Set(found.map(({ address }) => address))]
      return { ...facts, outcome: 'records', records: records as unknown as readonly RecordData[T][] }
    } catch (error) {
      const { code = '', message } = error as NodeJS.ErrnoException
      if (code === 'ENOTFOUND' || code === 'ENODATA') return this.#whyNone(name, type)
      if (code === 'ETIMEDOUT') return unknownAnswer(name, type, { code: 'timeout', message }, facts)
      const words = `this machine's resolver could not tell (${code || message})`
      return unknownAnswer(name, type, { code: 'system', message: words }, facts)
    }
  }

  /** The system does not tell a name that does not exist from one without an address. The DNS does. */
  async #whyNone<T extends RecordType>(name: string, type: T): Promise<Answer<T>> {
    const answer = await this.#dns.query(name, type)
    if (answer.outcome !== 'unknown') return answer
    return { name, type, aliases: [], authentic: false, ttl: 0, source: 'system', outcome: 'no-record' }
  }
}

function systemLookup(name: string, family: 4 | 6): Promise<readonly LookupAddress[]> {
  return new Promise((resolve, reject) => {
    lookup(name, { all: true, family, verbatim: true }, (error, addresses) => {
      if (error) reject(error)
      else resolve(addresses)
    })
  })
}

function inTime<T>(promise: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout
  const limit = new Promise<never>((_, reject) => {
    const message = `this machine's resolver did not answer within ${ms / 1000} s`
    timer = setTimeout(() => reject(Object.assign(new Error(message), { code: 'ETIMEDOUT' })), ms)
  })
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer))
}
