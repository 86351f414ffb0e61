import type { Duplex } from 'node:stream'
import type { Socket } from 'node:net'
import { Recorder } from '../transcript/recorder.ts'
import type { TranscriptEvent } from '../transcript/event.ts'
import { formatHostPort } from '../wire/target.ts'
import { listen, type ListenAddress, type Listener } from '../wire/listen.ts'
import type { ServerConfig } from './config.ts'
import { createOffer } from './hello.ts'
import { IdSource } from './ids.ts'
import { replies } from './replies.ts'
import { writeReply } from '../protocol/reply.ts'
import { Tally } from './tally.ts'
import { ServerSession, type SessionHost } from './session.ts'

export interface ServerListeners {
  /** A client has connected. */
  readonly onOpen?: (session: ServerSession) => void
  /** The record of a session has grown. */
  readonly onEvent?: (session: ServerSession, event: TranscriptEvent) => void
  readonly onClose?: (session: ServerSession) => void
}

/** Where a server listens, and whether TLS begins with the first octet there. */
export interface ListeningAddress extends ListenAddress {
  readonly implicitTls: boolean
}

/** Sessions on any number of addresses, under one configuration. */
export class SmtpServer {
  readonly config: ServerConfig
  readonly tally = new Tally()
  readonly #listeners: ServerListeners
  readonly #ids: IdSource
  readonly #sessions = new Set<ServerSession>()
  readonly #perClient = new Map<string, number>()
  readonly #listening: (Listener & ListeningAddress)[] = []
  readonly #host: SessionHost
  #heard: ServerSession[] = []
  #allClosed: (() => void) | null = null

  constructor(config: ServerConfig, listeners: ServerListeners = {}) {
    this.config = config
    this.#listeners = listeners
    this.#ids = new IdSource(config.clock.date().getTime())
    const inClear = createOffer(config, false)
    const encrypted = createOffer(config, true)
    this.#host = {
      config,
      tally: this.tally,
      offer: (isEncrypted) => (isEncrypted ? encrypted : inClear),
      nextId: () => this.#ids.next(),
      runSoon: (session) => this.#runSoon(session),
      recorded: (session) => this.#recorded(session),
      closed: (session, by) => this.#closed(session, by),
    }
  }

  /** Where it listens. */
  get addresses(): readonly ListeningAddress[] {
    return this.#listening
  }

  get sessions(): ReadonlySet<ServerSession> {
    return this.#sessions
  }

  /** @throws WireError where the address cannot be had */
  async listen(address: ListenAddress, { implicitTls = false } = {}): Promise<ListenAddress> {
    const listener = await listen(address, (socket) => this.accept(socket, implicitTls))
    this.#listening.push({ ...listener, implicitTls })
    return listener
  }

  /**
   * Hold a conversation on a stream that is open already.
   * @param isTrusted whether the client need not log in: it is let in already, by another door
   */
  accept(stream: Duplex, implicitTls = false, { isTrusted = false } = {}): void {
    const socket = stream as Partial<Socket>
    const address = plainAddress(socket.remoteAddress)
    const { connections, perClient } = this.config.limits
    const fromThere = address === null ? 0 : (this.#perClient.get(address) ?? 0)
    if (this.#sessions.size >= connections || fromThere >= perClient) {
      stream.on('error', () => {})
      // Who waits for a handshake understands no reply.
      if (implicitTls) stream.destroy()
      else stream.end(writeReply(fromThere >= perClient ? replies.tooManyFromYou : replies.tooManyConnections))
      return
    }
    if (address !== null) this.#perClient.set(address, fromThere + 1)
    const client = {
      address,
      port: socket.remotePort ?? null,
      isEncrypted: implicitTls,
      isTrusted,
    }
    const { clock, lmtp } = this.config
    const recorder = new Recorder({
      role: 'server',
      protocol: lmtp ? 'lmtp' : 'smtp',
      peer: client.address === null ? null : formatHostPort(client.address, client.port ?? 0),
      now: () => clock.now(),
      started: clock.date(),
      keepTotal: this.config.limits.record,
    })
    recorder.open(
      socket.localAddress === undefined
        ? null
        : formatHostPort(plainAddress(socket.localAddress)!, socket.localPort ?? 0),
      client.address,
    )
    const session = new ServerSession(stream, client, recorder, this.#host)
    this.#sessions.add(session)
    this.tally.sessions++
    this.#listeners.onOpen?.(session)
    if (implicitTls) void session.startWithTls()
    else session.start()
  }

  /** Take no more connections, say 421 to the open sessions, and wait for their end. RFC 5321 §3.8 */
  async close(): Promise<void> {
    await Promise.all([
      ...this.#listening.map((listener) => listener.close()),
      new Promise<void>((resolve) => {
        this.#allClosed = resolve
        for (const session of this.#sessions) session.shutDown()
        if (this.#sessions.size === 0) resolve()
      }),
    ])
  }

  /**
   * Sessions that were heard in one turn of the event loop are served together: first all are decided, in a loop that
   * stays in the processor's caches, then all are answered, so that their clients wake up once.
   */
  #runSoon(session: ServerSession): void {
    if (this.#heard.push(session) > 1) return
    setImmediate(() => {
      const sessions = this.#heard
      this.#heard = []
      for (const each of sessions) each.run()
      for (const each of sessions) each.flush()
    })
  }

  #recorded(session: ServerSession): void {
    const { onEvent } = this.#listeners
    if (onEvent) for (const event of session.takeNewEvents()) onEvent(session, event)
  }

  #forgetOne(address: string | null): void {
    if (address === null) return
    const left = this.#perClient.get(address)! - 1
    if (left > 0) this.#perClient.set(address, left)
    else this.#perClient.delete(address)
  }

  #closed(session: ServerSession, by: 'client' | 'server'): void {
    this.#sessions.delete(session)
    this.#forgetOne(session.clientAddress)
    this.config.policy.closed?.(session, session.hasQuit, by)
    this.#listeners.onClose?.(session)
    if (this.#sessions.size === 0) this.#allClosed?.()
  }
}

/** An IPv4 client on a dual-stack socket, as people know it. */
function plainAddress(address: string | undefined): string | null {
  return address?.replace(/^::ffff:(?=[\d.]+$)/i, '') ?? null
}
