import type { Duplex } from 'node:stream'
import type { TLSSocket } from 'node:tls'
import type { ChannelBinding } from '../protocol/sasl/scram-client.ts'
import type { TlsDetails } from '../transcript/event.ts'
import type { Recorder } from '../transcript/recorder.ts'
import { timedOut, WireError } from './failure.ts'
import type { TlsSettings } from './tls/options.ts'

export type Arrival =
  { readonly kind: 'bytes'; readonly bytes: Uint8Array } | { readonly kind: 'closed'; readonly error: Error | null }

/** One connection as a client uses it: reads are pulled, with a time limit, and everything is recorded. */
export class Channel {
  readonly recorder: Recorder
  #stream: Duplex
  readonly #arrived: Arrival[] = []
  #wake: (() => void) | null = null
  #isOver = false

  constructor(stream: Duplex, recorder: Recorder) {
    this.#stream = stream
    this.recorder = recorder
    this.#listen()
  }

  /** Whether the other end has closed, or the connection has broken. */
  get isOver(): boolean {
    return this.#isOver
  }

  get isEncrypted(): boolean {
    return 'encrypted' in this.#stream
  }

  /** What a login can be bound to, as the client; empty without TLS. */
  async bindings(): Promise<readonly ChannelBinding[]> {
    if (!this.isEncrypted) return []
    const { channelBindings } = await import('./channel-binding.ts')
    return channelBindings(this.#stream as TLSSocket, 'client')
  }

  /** Called whenever something has arrived that nobody is waiting for yet. */
  onArrival: (() => void) | null = null

  /** What has arrived since the last time; null after `ms` milliseconds of nothing. */
  async read(ms: number): Promise<Arrival | null> {
    if (this.#arrived.length === 0 && !(await this.#arrival(ms))) return null
    return this.takeArrived()
  }

  /** As {@link read}, without waiting. */
  takeArrived(): Arrival | null {
    const arrival = this.#arrived.shift() ?? null
    if (arrival?.kind === 'bytes') this.#stream.resume()
    return arrival
  }

  /**
   * Write, and wait until the system has taken it, so that a big message does not pile up in memory.
   * A connection that breaks meanwhile is no error here: the next read tells. The other end may have said its last
   * word and still listen.
   */
  async write(bytes: Uint8Array, ms: number): Promise<void> {
    if (!this.#stream.writable || this.#stream.write(bytes)) return
    const stream = this.#stream
    await new Promise<void>((resolve, reject) => {
      const done = (failure?: WireError) => {
        clearTimeout(timer)
        stream.off('drain', onDone).off('close', onDone)
        if (failure) reject(failure)
        else resolve()
      }
      const onDone = () => done()
      const timer = setTimeout(() => done(new WireError('conversation', timedOut('writing', ms))), ms)
      stream.on('drain', onDone).on('close', onDone)
    })
  }

  /**
   * Start TLS on the connection as it is. What arrived in clear and was not read is dropped. RFC 3207 §6
   * @throws WireError
   */
  async startTls(name: string, ms: number, settings?: TlsSettings): Promise<TlsDetails> {
    // Loaded where it is needed: cryptography takes its time.
    const { secure } = await import('./tls.ts')
    return this.upgrade((stream) => secure(stream, name, ms, settings))
  }

  /** Put another stream in the place of this one, by a handshake over it, from either end. As {@link startTls}. */
  async upgrade(
    handshake: (stream: Duplex) => Promise<{ stream: Duplex; details: TlsDetails; refusal?: Error }>,
  ): Promise<TlsDetails> {
    this.#arrived.length = 0
    this.#stream
      .removeAllListeners('data')
      .removeAllListeners('end')
      .removeAllListeners('error')
      .removeAllListeners('close')
    try {
      const { stream, details, refusal } = await handshake(this.#stream)
      this.#stream = stream
      this.recorder.tls(details)
      this.#listen()
      if (!refusal) return details
      stream.destroy()
      throw refusal
    } catch (error) {
      this.#isOver = true
      throw error
    }
  }

  /** Say no more. Settles when everything has left, when the connection is gone, or after `ms` milliseconds. */
  end(ms: number): Promise<void> {
    if (this.#stream.destroyed) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      const done = () => {
        clearTimeout(timer)
        resolve()
      }
      this.#stream.once('close', done).end(done)
    })
  }

  /** Drop the connection. Harmless where it is gone already. */
  close(by: 'us' | 'timeout' = 'us'): void {
    if (!this.#isOver) this.recorder.closed(by)
    this.#isOver = true
    this.#stream.destroy()
    this.#notify()
  }

  #listen(): void {
    const over = (error: Error | null) => {
      if (this.#isOver) return
      this.#isOver = true
      if (error) this.recorder.failed('conversation', (error as NodeJS.ErrnoException).code ?? '', error.message)
      this.recorder.closed('peer')
      this.#arrived.push({ kind: 'closed', error })
      this.#notify()
    }
    this.#stream
      .on('data', (bytes: Buffer) => {
        this.recorder.received(bytes)
        this.#arrived.push({ kind: 'bytes', bytes })
        // More than a little unread: leave the rest to the system's buffers.
        if (this.#arrived.length > 16) this.#stream.pause()
        this.#notify()
      })
      .on('end', () => over(null))
      .on('error', (error: Error) => over(error))
      .on('close', () => over(null))
  }

  #notify(): void {
    const wake = this.#wake
    this.#wake = null
    if (wake) wake()
    else this.onArrival?.()
  }

  #arrival(ms: number): Promise<boolean> {
    if (this.#isOver) return Promise.resolve(this.#arrived.length > 0)
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#wake = null
        resolve(false)
      }, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve(this.#arrived.length > 0)
      }
    })
  }
}
