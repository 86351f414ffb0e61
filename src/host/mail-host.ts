import { networkInterfaces } from 'node:os'
import type { SessionOptions } from '../client/session.ts'
import { rfcTimeouts } from '../client/timeouts.ts'
import type { Departure } from '../server/departing-mail.ts'
import { createServer, type MailServer, type MailServerOptions } from '../store/mail-server.ts'
import type { MemoryStore } from '../store/memory.ts'
import type { OutgoingMessage, OutgoingRoute } from '../store/outgoing.ts'
import type { Store } from '../store/store.ts'
import type { ListenAddress } from '../wire/listen.ts'
import { createResolver } from '../wire/resolver/create.ts'
import type { Resolver } from '../wire/resolver/resolver.ts'
import { formatHostPort } from '../wire/target.ts'
import { AllowList } from './allow-list.ts'
import type { NamedHost } from './named-host.ts'
import { OutgoingQueue } from './queue.ts'
import { release, ReleaseError, type ReleaseRequest } from './release.ts'
import { usualRetries, type Retries } from './retries.ts'

/** By which ways mail may leave, and which mail. Nothing leaves of itself. Times are in milliseconds. */
export interface OutgoingOptions {
  /** Everything goes to this host. */
  readonly smartHost?: NamedHost
  /** Without a smart host: go where MX records lead, to port 25 or another. */
  readonly mx?: boolean | { readonly port: number }
  readonly release?: {
    /** Whom messages may be released to: `bob@example.org`, `*@example.org`, `example.org`, `*`. */
    readonly to: readonly string[]
    /** Hosts that they may be released to besides. */
    readonly hosts?: readonly NamedHost[]
  }
  /** Who gets a copy of every message that comes in. */
  readonly copiesTo?: readonly string[]
  readonly retries?: Partial<Retries>
  /** Messages that are being sent at one time. Default 10. */
  readonly concurrency?: number
  /** Milliseconds after which other machines at the store take up the mail of one that has died. Default 120,000. */
  readonly lease?: number
  readonly session?: Pick<SessionOptions, 'timeouts' | 'localAddress'>
  readonly resolver?: Resolver
  /** Let MX records lead into the own network: for tests. */
  readonly allowPrivate?: boolean
  /** Told in a sentence of what goes wrong with the queue itself. */
  readonly onTrouble?: (sentence: string) => void
}

/** What {@link createMailHost} may be told: what `createServer` may be told, and how mail may leave. */
export interface MailHostOptions<S extends Store = MemoryStore> extends Omit<MailServerOptions<S>, 'outbound'> {
  readonly outgoing?: OutgoingOptions
}

/** A server, its store, and the queue of what it sends on. */
export class MailHost<S extends Store = MemoryStore> {
  readonly server: MailServer<S>
  readonly store: S
  /** Null: nothing is sent on. */
  readonly queue: OutgoingQueue | null
  readonly #options: OutgoingOptions
  readonly #allowed: AllowList

  /** Use {@link createMailHost}. */
  constructor(server: MailServer<S>, queue: OutgoingQueue | null, options: OutgoingOptions) {
    this.server = server
    this.store = server.store
    this.queue = queue
    this.#options = options
    this.#allowed = new AllowList(options.release?.to ?? [])
  }

  /** Whom messages may be released to; empty: to nobody. */
  get releasePatterns(): readonly string[] {
    return this.#options.release?.to ?? []
  }

  /** Names of the ways that a release may ask for. */
  get ways(): readonly string[] {
    return waysOf(this.#options)
  }

  /**
   * Send a message that is kept on to real people, if the operator allows them.
   * @throws ReleaseError
   */
  async release(id: string, request: ReleaseRequest): Promise<OutgoingMessage> {
    const { queue, store } = this
    if (!queue)
      throw new ReleaseError('off', 'release is off: allow it with --release-to ADDRESS, and name a --smart-host')
    const { smartHost, mx, release: { hosts = [] } = nobody } = this.#options
    return release(id, request, {
      store,
      queue,
      allowed: this.#allowed,
      hosts,
      ways: { smartHost: smartHost !== undefined, mx: Boolean(mx) },
    })
  }

  /** 421 to the open sessions; what is on its way out is broken off, and waits. */
  async close(): Promise<void> {
    await this.queue?.stop()
    await this.server.close()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }
}

/**
 * Start a mail host. Without `outgoing` it is `createServer`: it keeps everything, and sends nothing on.
 * @throws WireError where an address cannot be had; TypeError where it would be an open relay; RangeError where a
 *   pattern is none
 */
export async function createMailHost<S extends Store = MemoryStore>(
  options: MailHostOptions<S> = {},
): Promise<MailHost<S>> {
  const { outgoing = {}, ...others } = options
  const route = usualRoute(outgoing)
  if (route) refuseOpenRelay(others)
  let setQueue: (queue: OutgoingQueue | null) => void = () => {}
  const made = new Promise<OutgoingQueue | null>((resolve) => (setQueue = resolve))
  const depart: Departure = async (mail) => void (await (await made)?.enqueue(mail))
  const { copiesTo = [] } = outgoing
  const server = await createServer<S>({ ...others, ...(route && { outbound: { depart, copiesTo } }) })
  const queue = waysOf(outgoing).length > 0 ? createQueue(outgoing, route, server) : null
  setQueue(queue)
  queue?.start()
  return new MailHost<S>(server, queue, outgoing)
}

/** So long the mail of a machine that has died waits for another. The clocks of two may differ by a minute. */
const LEASE = 2 * 60_000

function createQueue(outgoing: OutgoingOptions, route: OutgoingRoute | null, server: MailServer<Store>): OutgoingQueue {
  const { smartHost = null, mx = false, release: { hosts = [] } = nobody, session, resolver, onTrouble } = outgoing
  const { hostname, clock } = server.config
  return new OutgoingQueue({
    store: server.store,
    clock,
    hostname,
    route,
    smartHost,
    namedHosts: hosts,
    mxPort: mx === false ? null : mx === true ? 25 : mx.port,
    resolver: resolver ?? createResolver(),
    allowsPrivate: outgoing.allowPrivate ?? false,
    isSelf: (name, address, port) =>
      name.toLowerCase() === hostname.toLowerCase() || isListening(server.addresses, address, port),
    session: { timeouts: rfcTimeouts, clock, ...session },
    retries: { ...usualRetries, ...outgoing.retries },
    concurrency: outgoing.concurrency ?? 10,
    lease: outgoing.lease ?? LEASE,
    report: (report) => server.take(report),
    ...(onTrouble && { onTrouble }),
  })
}

const nobody: NonNullable<OutgoingOptions['release']> = { to: [] }

/** Where mail goes of itself; null: nothing does. */
function usualRoute({ smartHost, mx }: OutgoingOptions): OutgoingRoute | null {
  return smartHost ? { kind: 'smart-host' } : mx ? { kind: 'mx' } : null
}

function waysOf({ smartHost, mx, release: { hosts = [] } = nobody }: OutgoingOptions): readonly string[] {
  return [
    ...(smartHost ? ['smart-host'] : []),
    ...(mx ? ['mx'] : []),
    ...hosts.map(({ host, port }) => formatHostPort(host, port)),
  ]
}

/** Everybody could send anything to anybody, in our name. RFC 5321 §7.9 */
function refuseOpenRelay({ practice, auth }: MailServerOptions<Store>): void {
  if (!practice) return
  if (typeof practice === 'object' && practice.openRelay)
    throw new TypeError('an open relay is for practice: nothing may leave it, so leave out the way out')
  if (auth?.acceptAny || auth?.anonymous)
    throw new TypeError('with a way out, who logs in must be known: anybody could send anything to everybody')
}

function isListening(listening: readonly ListenAddress[], address: string, port: number): boolean {
  const own = Object.values(networkInterfaces()).flatMap((each) => each ?? [])
  return listening.some((each) => {
    if (each.port !== port) return false
    if (each.host !== '0.0.0.0' && each.host !== '::') return each.host === address
    return own.some((known) => known.address === address)
  })
}
