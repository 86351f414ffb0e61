import { randomInt } from 'node:crypto'
import { readAnswer, type Step } from './aliases.ts'
import { askServer, type Exchange } from './exchange.ts'
import { isLocalhost, toAsciiName } from './name.ts'
import type { Query } from './packet.ts'
import {
  unknownAnswer,
  type Answer,
  type AnswerFacts,
  type RecordData,
  type RecordType,
  type Resolver,
  type Trouble,
} from './resolver.ts'
import { formatServerAddress, type ServerAddress } from './server-address.ts'

export interface DnsResolverOptions {
  /** In the order in which they are asked. */
  readonly servers: readonly ServerAddress[]
  /** Milliseconds that a server has for an answer. Default 3,000. */
  readonly timeout?: number
  /** How often each server is asked. Default 2. */
  readonly tries?: number
  /** Ask for signatures and for the server's word on them. Default true. */
  readonly dnssec?: boolean
  /** Ids of queries, 0 to 65,535; they must not be guessed. */
  readonly id?: () => number
}

/** What a server said that counts as an answer. */
type Said = Extract<Exchange, { readonly ok: true }>['response'] & { readonly source: string }

const LONGEST_TTL = 0x7fffffff

const NO_ERROR = 0
const FORMERR = 1
const SERVFAIL = 2
const NXDOMAIN = 3
const NOTIMP = 4
const REFUSED = 5
const BADVERS = 16

/** Asks DNS servers, which are expected to be resolvers. Keeps nothing: see CachingResolver. */
export class DnsResolver implements Resolver {
  readonly #servers: readonly ServerAddress[]
  readonly #timeout: number
  readonly #tries: number
  readonly #dnssec: boolean
  readonly #id: () => number

  constructor({ servers, timeout = 3000, tries = 2, dnssec = true, id = randomId }: DnsResolverOptions) {
    this.#servers = servers
    this.#timeout = timeout
    this.#tries = tries
    this.#dnssec = dnssec
    this.#id = id
  }

  async query<T extends RecordType>(name: string, type: T): Promise<Answer<T>> {
    const ascii = toAsciiName(name)
    if (ascii === null) return unknownAnswer(name, type, badName(name))
    return isLocalhost(ascii) ? localhost(ascii, type) : this.#follow(ascii, type)
  }

  /** Ask, and ask on where an alias leads out of what the server knows. */
  async #follow<T extends RecordType>(name: string, type: T): Promise<Answer<T>> {
    let facts: AnswerFacts = { name, type, aliases: [], authentic: true, ttl: LONGEST_TTL, source: '' }
    for (;;) {
      const alias = facts.aliases.at(-1)
      const owner = alias === undefined ? name : toAsciiName(alias)
      const said = owner === null ? badName(alias!) : await this.#ask(owner, type)
      if ('code' in said) return unknownAnswer(name, type, said, facts)
      const step = readAnswer(said, name, type, facts.aliases)
      facts = {
        ...facts,
        aliases: step.aliases,
        authentic: facts.authentic && said.authentic,
        ttl: Math.min(facts.ttl, step.ttl),
        source: said.source,
      }
      if (step.kind !== 'ask-on') return conclude(facts, step)
    }
  }

  /** The first server that knows. Those that will never know are not asked twice. */
  async #ask(name: string, type: RecordType): Promise<Said | Trouble> {
    const troubles = new Map<ServerAddress, Trouble>()
    let servers = this.#servers
    for (let round = 0; round < this.#tries; round++) {
      for (const server of servers) {
        const exchange = await this.#exchange(server, name, type)
        const trouble = exchange.ok ? troubleOf(server, exchange.response) : exchange.trouble
        if (exchange.ok && trouble === null) return { ...exchange.response, source: formatServerAddress(server) }
        if (trouble) troubles.set(server, trouble)
      }
      servers = servers.filter((server) => isPassing(troubles.get(server)!))
    }
    return sumUp([...troubles.values()])
  }

  async #exchange(server: ServerAddress, name: string, type: RecordType): Promise<Exchange> {
    const query: Query = { id: this.#id(), name, type, dnssec: this.#dnssec, edns: true }
    const exchange = await askServer(server, query, this.#timeout)
    if (!exchange.ok || ![FORMERR, NOTIMP, BADVERS].includes(exchange.response.rcode)) return exchange
    return askServer(server, { ...query, id: this.#id(), edns: false }, this.#timeout)
  }
}

function badName(name: string): Trouble {
  return { code: 'bad-name', message: `"${name}" is no domain name` }
}

function randomId(): number {
  return randomInt(0x10000)
}

function conclude<T extends RecordType>(facts: AnswerFacts, step: Exclude<Step, { kind: 'ask-on' }>): Answer<T> {
  switch (step.kind) {
    case 'records':
      return { ...facts, outcome: 'records', records: step.records as unknown as readonly RecordData[T][] }
    case 'loop':
      return unknownAnswer(facts.name, facts.type, { code: 'alias-loop', message: step.message }, facts)
    default:
      return { ...facts, outcome: step.kind }
  }
}

function troubleOf(server: ServerAddress, { rcode, sections }: Said | ReadableResponse): Trouble | null {
  const place = formatServerAddress(server)
  const remark = sections.remark === null ? '' : ` (${sections.remark})`
  switch (rcode) {
    case NO_ERROR:
    case NXDOMAIN:
      if (!sections.isReferral) return null
      return { code: 'referral', message: `${place} names other servers and looks nothing up itself` }
    case SERVFAIL:
      return { code: 'servfail', message: `${place} could not find out: SERVFAIL${remark}` }
    case REFUSED:
      return { code: 'refused', message: `${place} refused to answer${remark}` }
    default:
      return { code: 'rcode', message: `${place} answered with response code ${rcode}${remark}` }
  }
}

type ReadableResponse = Extract<Exchange, { readonly ok: true }>['response']

function isPassing({ code }: Trouble): boolean {
  return code === 'timeout' || code === 'servfail'
}

/** What a server said tells more than the silence of another. */
const telling = ['servfail', 'refused', 'rcode', 'referral', 'malformed', 'timeout', 'unreachable'] as const

function sumUp(troubles: readonly Trouble[]): Trouble {
  const code = telling.find((each) => troubles.some((trouble) => trouble.code === each))
  if (code === undefined) return { code: 'no-server', message: 'this machine has no DNS server set up' }
  return { code, message: troubles.map(({ message }) => message).join('; ') }
}

/** RFC 6761 §6.3 */
function localhost<T extends RecordType>(name: string, type: T): Answer<T> {
  const facts = { name, type, aliases: [], authentic: false, ttl: 0, source: 'system' }
  const address = type === 'A' ? '127.0.0.1' : type === 'AAAA' ? '::1' : null
  if (address === null) return { ...facts, outcome: 'no-record' }
  return { ...facts, outcome: 'records', records: [address] as unknown as readonly RecordData[T][] }
}
