import { Muster } from '../muster.ts'
import type { NewMessage, StoreError } from '../store.ts'
import { factsOf } from './facts.ts'
import { roomFor, writeEntry } from './group.ts'
import type { CommitListener, Thread } from './thread.ts'
import { errorOf, type Commit } from './traffic.ts'
import type { Entry, FillingSide } from './trays.ts'

interface Arrival {
  readonly message: NewMessage
  readonly resolve: () => void
  readonly reject: (error: StoreError) => void
}

/** Messages that wait to be on the disk, in the order in which they came. */
export class Arrivals implements CommitListener {
  readonly #thread: Pick<Thread, 'hold' | 'gathered' | 'call' | 'listener'>
  readonly #trays: FillingSide
  readonly #muster = new Muster(() => {
    if (this.#trays.isIdle) this.#thread.gathered()
  })
  /** In the trays, or taken from them. */
  #laid: Arrival[] = []
  /** The trays were full. */
  #beside: { readonly arrival: Arrival; readonly entry: Entry }[] = []
  #end: StoreError | null = null
  #settled: (() => void)[] = []
  /** Hears of each message that is on the disk. */
  onCommitted: (message: NewMessage, seq: number) => void = () => undefined

  /** @param trays those that the thread takes messages from */
  constructor(thread: Pick<Thread, 'hold' | 'gathered' | 'call' | 'listener'>, trays: FillingSide) {
    this.#thread = thread
    this.#trays = trays
    thread.listener = this
  }

  get waiting(): number {
    return this.#laid.length + this.#beside.length
  }

  /** @param content nothing where it lies in pieces of its own */
  add(message: NewMessage, content: Iterable<Uint8Array> | null): Promise<void> {
    const json = JSON.stringify(factsOf(message, content === null))
    const entry = { json, content: content ?? [], size: content ? message.content.size : 0 }
    return this.#trays.fits(entry) ? this.#lay(message, entry) : this.#addAlone(message, entry)
  }

  #lay(message: NewMessage, entry: Entry): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#end) return reject(this.#end)
      if (this.waiting === 0) this.#thread.hold()
      const arrival = { message, resolve, reject }
      if (this.#beside.length === 0 && this.#trays.put(entry)) this.#laid.push(arrival)
      else this.#beside.push({ arrival, entry })
      if (this.#trays.isIdle) this.#muster.gather(this.#beside.length > 0 ? Infinity : this.#laid.length)
    })
  }

  /** It has very many recipients. */
  async #addAlone(message: NewMessage, entry: Entry): Promise<void> {
    const group = Buffer.alloc(roomFor(entry.json, entry.size))
    const length = writeEntry(group, 0, entry)
    this.onCommitted(message, await this.#thread.call('commit', group.subarray(0, length)))
  }

  committed({ first, count, took, error }: Commit): void {
    const done = this.#laid.splice(0, count)
    this.#layThoseBeside()
    if (error) for (const { reject } of done) reject(errorOf(error))
    else for (const { resolve } of done) resolve()
    this.#muster.committed(count, this.#laid.length, took)
    if (!error) done.forEach(({ message }, i) => this.onCommitted(message, first + i))
    this.#settle()
  }

  /** Nothing more will be committed. */
  fail(error: StoreError): void {
    this.#end = error
    for (const { reject } of [...this.#laid, ...this.#beside.map(({ arrival }) => arrival)]) reject(error)
    this.#laid = []
    this.#beside = []
    this.#settle()
  }

  /** Until nobody waits. */
  async settled(): Promise<void> {
    if (this.waiting > 0) await new Promise<void>((resolve) => this.#settled.push(resolve))
  }

  #layThoseBeside(): void {
    let laid = 0
    for (const { arrival, entry } of this.#beside) {
      if (!this.#trays.put(entry)) break
      this.#laid.push(arrival)
      laid++
    }
    if (laid > 0) this.#beside.splice(0, laid)
  }

  #settle(): void {
    if (this.waiting === 0) for (const each of this.#settled.splice(0)) each()
  }
}
