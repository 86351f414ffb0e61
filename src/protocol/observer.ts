import { latin1 } from './bytes.ts'
import { Capabilities, parseCapabilities } from './capabilities.ts'
import { deviation, type Deviation } from './deviation.ts'
import { isPositive, type Reply } from './reply.ts'
import { ReplyReader } from './reply-reader.ts'
import { ServerMachine, type ServerMachineOptions } from './server.ts'
import { NEED_DATA, PAUSED, type ServerEvent } from './server-events.ts'
import { TelnetFilter } from './telnet.ts'
import type { Occasion, State } from './transitions.ts'

/** Octets that are enough to know what looks like the end of mail data: CRLF.CRLF. */
const TAIL = 5

/** What can be seen by somebody who hears both sides. */
export type Observation =
  /** The client has finished saying something, or a piece of mail data has come by. */
  | { readonly kind: 'client'; readonly event: ServerEvent }
  | ReplyObservation
  | { readonly kind: 'deviation'; readonly by: 'client' | 'server'; readonly deviation: Deviation }

/** The server has finished a reply. */
export interface ReplyObservation {
  readonly kind: 'reply'
  readonly reply: Reply
  /** What it answers; null where nothing was asked. */
  readonly to: Occasion | null
  /** False while more replies to the same are due, as in LMTP (RFC 2033 §4.2). */
  readonly isLast: boolean
  /** Where the conversation stands after it. */
  readonly state: State
}

/**
 * Hears both sides of a conversation and says which reply answers what. The client machine is built on it, and so is
 * the reading of every transcript: live, recorded or pasted, on either end.
 */
export class Observer {
  readonly #client: ServerMachine
  readonly #server = new ReplyReader()
  readonly #observed: Observation[] = []
  /** Takes out what a server answers to a client's telnet. */
  #telnet: TelnetFilter | null = null
  #capabilities = Capabilities.none
  /** The last octets of the client. */
  #tail = ''

  constructor(options: Pick<ServerMachineOptions, 'lmtp' | 'lenientLineEnds'> = {}) {
    this.#client = new ServerMachine(options)
  }

  get state(): State {
    return this.#client.state
  }

  /** What is waiting for its reply. */
  get due(): Occasion | null {
    return this.#client.due
  }

  /** What the last EHLO reply offered; nothing before it, after HELO, and after the TLS handshake. */
  get capabilities(): Capabilities {
    return this.#capabilities
  }

  /** Octets that the client has sent and that wait for the reply that is due. */
  get unread(): number {
    return this.#client.unread
  }

  get transaction() {
    return this.#client.transaction
  }

  /** Whether the server is in the middle of a reply. */
  get isMidReply(): boolean {
    return this.#server.isMidReply
  }

  hearClient(bytes: Uint8Array): void {
    this.#tail = (this.#tail + latin1(bytes.subarray(-TAIL))).slice(-TAIL)
    this.#client.receive(bytes)
    this.#followClient()
  }

  /** Mail data that went by and was not kept, up to a line end. */
  missClient(octets: number): void {
    this.#client.skip(octets)
    this.#followClient()
  }

  hearServer(bytes: Uint8Array): void {
    this.#server.receive(this.#telnet ? this.#telnet.filter(bytes).clean : bytes)
    for (let reply = this.#server.next(); reply; reply = this.#server.next()) this.#take(reply)
  }

  /** TLS is up. What was said before counts for nothing, and what the server said too early is thrown away. */
  // RFC 3207 §4.2
  handshake(): void {
    this.#client.handshake()
    if (this.#server.discard().length > 0) this.#note('server', deviation('reply-unasked'))
    this.#capabilities = Capabilities.none
  }

  /** The server's side of the connection is closed: hand out the reply that was cut off, if there is one. */
  end(): void {
    const rest = this.#server.end()
    if (rest) this.#observed.push({ kind: 'reply', reply: rest, to: this.#client.due, isLast: true, state: this.state })
  }

  next(): Observation | null {
    return this.#observed.shift() ?? null
  }

  #take(reply: Reply): void {
    if (this.#seesLooseEnd(reply)) {
      this.#note('server', deviation('data-end-loose'))
      this.#client.endData()
      this.#followClient()
    }
    const to = this.#client.due
    if (to === null && reply.code !== 421) this.#note('server', deviation('reply-unasked'))
    this.#client.answered(reply)
    const isLast = this.#client.due === null
    if ((to === 'EHLO' || to === 'LHLO') && isPositive(reply)) this.#capabilities = parseCapabilities(reply)
    if (to === 'HELO' && isPositive(reply)) this.#capabilities = Capabilities.none
    this.#observed.push({ kind: 'reply', reply, to, isLast, state: this.state })
    this.#followClient()
  }

  /** Whether the server answers mail data that has not ended, but looks so to somebody who is lax about line ends. */
  #seesLooseEnd({ code }: Reply): boolean {
    if (this.state !== 'data' || this.due !== null || code === 421) return false
    return /[\r\n]\.(?:\r\n?|\n)$/.test(this.#tail)
  }

  #followClient(): void {
    for (;;) {
      const event = this.#client.next()
      if (event === NEED_DATA || event === PAUSED) return
      if (event.kind === 'notice') this.#notice(event.deviation)
      else this.#observed.push({ kind: 'client', event })
    }
  }

  #notice(found: Deviation): void {
    this.#note('client', found)
    if (found.code !== 'command-telnet') return
    const filter = (this.#telnet = new TelnetFilter())
    this.#server.amend((unread) => filter.filter(unread).clean)
  }

  #note(by: 'client' | 'server', found: Deviation): void {
    this.#observed.push({ kind: 'deviation', by, deviation: found })
  }
}
