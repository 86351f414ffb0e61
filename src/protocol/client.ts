import { concat } from './bytes.ts'
import type { Capabilities } from './capabilities.ts'
import type { Command } from './command.ts'
import { Observer, type Observation } from './observer.ts'
import type { ServerMachineOptions } from './server.ts'
import type { Transaction } from './server-events.ts'
import type { State } from './transitions.ts'
import { DotStuffer } from './transparency.ts'
import { writeCommand } from './write-command.ts'

/**
 * The client's half of the language: commands in, octets out; octets in, replies out. No clock, no socket, no promise.
 *
 * A tester must be able to misbehave: nothing that is asked for is refused. What is sent, in whatever manner, is
 * followed the way a server would read it, so each reply is known by what it answers.
 */
export class ClientMachine {
  readonly #observer: Observer
  #output: Uint8Array[] = []
  #stuffer: DotStuffer | null = null

  constructor(options: Pick<ServerMachineOptions, 'lmtp' | 'lenientLineEnds'> = {}) {
    this.#observer = new Observer(options)
  }

  get state(): State {
    return this.#observer.state
  }

  get capabilities(): Capabilities {
    return this.#observer.capabilities
  }

  /** What is waiting for its reply; null when there is nothing to wait for. */
  get due() {
    return this.#observer.due
  }

  /** The message that is begun; null where there is none. */
  get transaction(): Transaction | null {
    return this.#observer.transaction
  }

  send(command: Command): void {
    this.raw(writeCommand(command))
  }

  /** Send octets as they are. */
  raw(bytes: Uint8Array): void {
    this.#output.push(bytes)
    this.#observer.hearClient(bytes)
  }

  /** A piece of the message, to be dot-stuffed. RFC 5321 §4.5.2 */
  data(piece: Uint8Array): void {
    this.#stuffer ??= new DotStuffer()
    this.raw(this.#stuffer.write(piece))
  }

  /** The end of data, after a CRLF where the message did not end with one. RFC 5321 §4.1.1.4 */
  endData(): void {
    this.raw((this.#stuffer ?? new DotStuffer()).end())
    this.#stuffer = null
  }

  receive(bytes: Uint8Array): void {
    this.#observer.hearServer(bytes)
  }

  /** TLS is up; EHLO is due again, and nothing that was learnt before counts. RFC 3207 §4.2 */
  handshake(): void {
    this.#observer.handshake()
  }

  /** The server has closed. */
  end(): void {
    this.#observer.end()
  }

  next(): Observation | null {
    return this.#observer.next()
  }

  /** What is to be sent now, in one piece; null when there is nothing. */
  takeOutput(): Uint8Array | null {
    if (this.#output.length === 0) return null
    const output = concat(this.#output)
    this.#output = []
    return output
  }
}
