import { hostname as systemName } from 'node:os'
import type { Duplex } from 'node:stream'
import { isFullyQualified } from '../protocol/domain.ts'
import { exampleDomain, type PracticeDomain } from '../server/practice/domain.ts'
import { Authenticator, type AuthOptions } from '../server/auth.ts'
import type { Demand, DemandOptions } from '../server/identity/demands.ts'
import type { Fault } from '../server/faults/fault.ts'
import { FaultSet, type FaultSetOptions } from '../server/faults/fault-set.ts'
import type { Policy } from '../server/policy.ts'
import { takeOwn, type OwnMessage } from '../server/own-message.ts'
import type { Departure } from '../server/departing-mail.ts'
import { defaultLimits, type ServerConfig, type ServerLimits } from '../server/config.ts'
import { SmtpServer, type ListeningAddress, type ServerListeners } from '../server/server.ts'
import type { Tally } from '../server/tally.ts'
import type { ServerSession } from '../server/session.ts'
import type { TranscriptEvent } from '../transcript/event.ts'
import type { Transcript } from '../transcript/transcript.ts'
import { toAsciiName } from '../wire/resolver/name.ts'
import { systemClock, type Clock } from '../wire/clock.ts'
import type { ListenAddress } from '../wire/listen.ts'
import { openPair } from '../wire/pair.ts'
import { currentTls, type TlsSource } from '../wire/tls/options.ts'
import { KeptSession } from './kept-session.ts'
import { MemoryStore, type MemoryLimits } from './memory.ts'
import { policyOf } from './policy-of.ts'
import { everything } from './query.ts'
import type { Store, StoredMessage } from './store.ts'
import { describeWanted, isWanted, type Wanted } from './wanted.ts'

/** How a practice host behaves. */
export interface PracticeManner {
  /** Default: `exampleDomain`. */
  readonly domain?: PracticeDomain
  /** Several of them, in place of `domain`; the first one is meant where none is named. */
  readonly domains?: readonly PracticeDomain[]
  /** Take mail for everybody, as no host on the Internet may. */
  readonly openRelay?: boolean
  /** Milliseconds that `slow@` takes to answer. Default 3,000. */
  readonly slowness?: number
}

/** What becomes of mail that is to leave the host. */
export interface Outbound {
  readonly depart: Departure
  /** Who gets a copy of every message. */
  readonly copiesTo?: readonly string[]
}

/** What {@link createServer} may be told; everything has a default. Times are in milliseconds, sizes in octets. */
export interface MailServerOptions<S extends Store = MemoryStore> {
  /** Default 127.0.0.1. */
  readonly host?: string
  /** Default 0: any free port. */
  readonly port?: number
  /** Several addresses, instead of `host` and `port`. */
  readonly listen?: readonly (ListenAddress & { readonly implicitTls?: boolean })[]
  /** What the server calls itself. */
  readonly hostname?: string
  /** Behave as a real mail host for a practice domain instead of taking everything. */
  readonly practice?: boolean | PracticeManner
  /** Rules of your own, asked instead of the above; what they accept is kept. */
  readonly policy?: Omit<Policy, 'message'>
  /** What is demanded of clients besides: names that exist, SPF, DKIM, DMARC, blocklists, greylisting. Default: nothing. */
  readonly demands?: DemandOptions
  /** Trouble to make on demand: data, or lines as "RCPT 451 to=bob@*". `server.faults` changes it while it runs. */
  readonly faults?: readonly (Fault | string)[]
  /** Let the addresses of recipients ask for trouble, in whatever domain: 421@, 550@, slow@, drop@, drop-after-data@. */
  readonly troubleAddresses?: boolean
  readonly lmtp?: boolean
  readonly tls?: TlsSource
  /** Who may log in, and how. Default: nobody, and AUTH is not offered. */
  readonly auth?: AuthOptions
  readonly strict?: boolean
  readonly lenientLineEnds?: boolean
  readonly bareLineEnds?: 'refuse' | 'keep'
  readonly limits?: Partial<ServerLimits>
  /** Where mail and conversations are kept; it is not closed with the server. Default: memory, as `keep` says. */
  readonly store?: S
  readonly keep?: MemoryLimits
  readonly listeners?: ServerListeners
  /** Takes over what is to leave, as the queue of `createMailHost` does. Default: nothing leaves. */
  readonly outbound?: Outbound
  readonly clock?: Clock
}

/** One conversation that was held with the server. */
export interface HeldSession {
  readonly id: string
  readonly clientAddress: string | null
  /** Whether the client said QUIT. */
  readonly hasQuit: boolean
  readonly isClosed: boolean
  /** Who has logged in; null where nobody has. */
  readonly user: string | null
  readonly transcript: Transcript
}

/** An SMTP server that keeps its mail and its conversations. */
export class MailServer<S extends Store = MemoryStore> {
  readonly store: S
  /** The trouble that is made on demand. */
  readonly faults: FaultSet
  /** What is demanded of clients that have not logged in, and are not exempt. */
  readonly demands: readonly Demand[]
  readonly #ownsStore: boolean
  readonly #server: SmtpServer
  readonly #sessions = new Map<string, HeldSession>()
  readonly #keptSessions: number
  readonly #watchers = new Set<ServerListeners>()

  /** Use {@link createServer}. */
  constructor(options: MailServerOptions<S>) {
    this.#ownsStore = options.store === undefined
    // Where no store is given, S is what it is by default.
    this.store = options.store ?? (new MemoryStore(options.keep) as unknown as S)
    const config = configure(options, this.store)
    this.faults = config.faults
    this.demands = options.demands?.demands ?? []
    this.#keptSessions = options.keep?.sessions ?? 200
    this.#server = new SmtpServer(config, this.#listenersWith(options.listeners ?? {}))
  }

  get config(): ServerConfig {
    return this.#server.config
  }

  get addresses(): readonly ListeningAddress[] {
    return this.#server.addresses
  }

  /** What it has done since it was made. */
  get tally(): Tally {
    return this.#server.tally
  }

  get openSessions(): number {
    return this.#server.sessions.size
  }

  /** Of the first address. */
  get host(): string {
    return this.addresses[0]!.host
  }

  get port(): number {
    return this.addresses[0]!.port
  }

  /** Conversations under way and lately past, also those that brought no mail; the newest last. */
  get sessions(): readonly HeldSession[] {
    return [...this.#sessions.values()]
  }

  session(id: string): HeldSession | undefined {
    return this.#sessions.get(id)
  }

  /** Hear of every session from now on, beside the `listeners` of the options. @returns how to stop it */
  watch(watcher: ServerListeners): () => void {
    this.#watchers.add(watcher)
    return () => void this.#watchers.delete(watcher)
  }

  /** @internal */
  async listen(address: ListenAddress & { readonly implicitTls?: boolean }): Promise<void> {
    await this.#server.listen(address, address)
  }

  /**
   * The first message that fits, arrived already or still to come.
   * @param timeout milliseconds to wait; default 10,000
   * @throws Error when the time is up
   */
  async waitFor(wanted: Wanted, { timeout = 10_000 }: { readonly timeout?: number } = {}): Promise<StoredMessage> {
    return new Promise((resolve, reject) => {
      const settle = (done: () => void) => {
        clearTimeout(timer)
        stop()
        done()
      }
      const consider = async (message: StoredMessage) => {
        if (await isWanted(message, wanted)) settle(() => resolve(message))
      }
      const fail = (error: Error) => settle(() => reject(error))
      const timer = setTimeout(() => {
        fail(new Error(`no message arrived within ${timeout / 1000} s that fits ${describeWanted(wanted)}`))
      }, timeout)
      const stop = this.store.onEvent((event) => {
        if (event.kind === 'added') consider(event.message).catch(fail)
      })
      const considerThoseThere = async () => {
        const { messages } = await this.store.list(everything, { limit: LOOKED_THROUGH })
        for (const message of [...messages].reverse()) await consider(message)
      }
      considerThoseThere().catch(fail)
    })
  }

  /**
   * Take in a message of the host's own, as a report is, by the way of all others: it is kept, or leaves.
   * @throws Error where it cannot be kept
   */
  async take(message: OwnMessage): Promise<void> {
    await takeOwn(this.config, message)
  }

  /**
   * Begin a conversation within this process. All is as over the network, the record of it too, but that no login is
   * asked for: whoever can call this is in already.
   * @returns the client's end
   */
  converse(): Duplex {
    const [ours, theirs] = openPair()
    this.#server.accept(ours, false, { isTrusted: true })
    return theirs
  }

  /** 421 to the open sessions, then a clean end. */
  async close(): Promise<void> {
    await this.#server.close()
    if (this.#ownsStore) await this.store.close()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }

  #listenersWith({ onOpen, onEvent, onClose }: ServerListeners): ServerListeners {
    const watchers = this.#watchers
    const tellAll = (session: ServerSession, event: TranscriptEvent) => {
      onEvent?.(session, event)
      for (const watcher of watchers) watcher.onEvent?.(session, event)
    }
    return {
      onOpen: (session) => {
        this.#remember(session)
        onOpen?.(session)
        for (const watcher of watchers) watcher.onOpen?.(session)
      },
      // Events are made of the record only where somebody hears them.
      get onEvent() {
        return watchers.size > 0 ? tellAll : onEvent
      },
      onClose: (session) => {
        const memory = session.memory()
        if (this.#sessions.has(session.id)) this.#sessions.set(session.id, memory)
        this.store.addSession(new KeptSession(memory))
        onClose?.(session)
        for (const watcher of watchers) watcher.onClose?.(session)
      },
    } as ServerListeners
  }

  #remember(session: ServerSession): void {
    this.#sessions.set(session.id, session)
    if (this.#sessions.size <= this.#keptSessions) return
    for (const [id, each] of this.#sessions) {
      if (!each.isClosed) continue
      this.#sessions.delete(id)
      break
    }
  }
}

/**
 * Start an SMTP server that keeps its mail. It listens on the loopback interface unless told otherwise.
 * @throws WireError where an address cannot be had, as EADDRINUSE
 */
export async function createServer<S extends Store = MemoryStore>(
  options: MailServerOptions<S> = {},
): Promise<MailServer<S>> {
  const server = new MailServer<S>(options)
  const { host = '127.0.0.1', port = 0 } = options
  try {
    for (const address of options.listen ?? [{ host, port }]) await server.listen(address)
  } catch (error) {
    await server.close()
    throw error
  }
  return server
}

function configure(options: MailServerOptions<Store>, store: Store): ServerConfig & { readonly faults: FaultSet } {
  const { clock = systemClock, lmtp = false } = options
  const hostname = serverName(options)
  const policy = policyOf(options, { store, hostname, clock })
  return {
    hostname,
    lmtp,
    policy,
    clock,
    faults: new FaultSet(options.faults, { clock, ...addressesOf(options, policy) }),
    limits: readLimits({ ...defaultLimits, ...options.limits }),
    strict: options.strict ?? false,
    lenientLineEnds: options.lenientLineEnds ?? false,
    bareLineEnds: options.bareLineEnds ?? 'refuse',
    ...(options.tls && { tls: options.auth?.checkCertificate ? askingForCertificates(options.tls) : options.tls }),
    ...(options.auth && {
      auth: new Authenticator(options.auth, { hostname, clock, canEncrypt: options.tls !== undefined }),
    }),
  }
}

/** Recipients that may ask for trouble: all, or those that the policy has. */
function addressesOf(
  { troubleAddresses, practice }: MailServerOptions<Store>,
  policy: Policy,
): Pick<FaultSetOptions, 'addresses'> {
  const asks = troubleAddresses
    ? () => true
    : policy.asksForTrouble && ((address: string) => policy.asksForTrouble!(address))
  const slowness = typeof practice === 'object' ? practice.slowness : undefined
  return asks ? { addresses: { asks, ...(slowness !== undefined && { slowness }) } } : {}
}

function askingForCertificates(source: TlsSource): TlsSource {
  return () => ({ ...currentTls(source), asksForCertificate: true })
}

/** Messages that were there before, looked through for the one that is waited for: the newest. */
const LOOKED_THROUGH = 1000

/** The longest that a timer takes, 24 days. */
const LONGEST = 2 ** 31 - 1

/** A size of 0 is none at all (RFC 1870 §3), and so is a time of 0. */
function readLimits(limits: ServerLimits): ServerLimits {
  const time = (limit: number) => Math.min(limit || Infinity, LONGEST)
  const { size, idle, command, message } = limits
  return { ...limits, size: size || Infinity, idle: time(idle), command: time(command), message: time(message) }
}

/** What a server calls itself that is told this: in A-labels, since nobody has asked for UTF-8 yet. RFC 6531 §3.7.1 */
export function serverName(options: Pick<MailServerOptions<Store>, 'hostname' | 'practice'>): string {
  const name = givenName(options)
  return /[^\0-\x7f]/.test(name) ? (toAsciiName(name) ?? name) : name
}

function givenName({ hostname, practice }: Pick<MailServerOptions<Store>, 'hostname' | 'practice'>): string {
  if (hostname !== undefined) return hostname
  if (!practice) return ownName()
  const { domain = exampleDomain, domains: [first = domain] = [] } = typeof practice === 'object' ? practice : {}
  return `mail.${first.name}`
}

function ownName(): string {
  const name = systemName()
  return isFullyQualified(name) ? name : 'localhost'
}
