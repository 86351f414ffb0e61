import type { Worker } from 'node:worker_threads'
import { StoreError } from '../store.ts'
import type { Engine, EngineEvent, EngineOptions } from './engine.ts'
import { errorOf, type Commit, type Failure, type FromWorker, type Method, type ToWorker } from './traffic.ts'

type Answer<M extends Method> = Awaited<ReturnType<Engine[M]>>

interface Waiting {
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
}

/** Those who wait for commits. */
export interface CommitListener {
  /** How many. */
  readonly waiting: number
  committed(commit: Commit): void
  /** There will be none any more. */
  fail(error: StoreError): void
}

/** The thread that has the database, seen from the one that serves. */
export class Thread {
  readonly #worker: Worker
  readonly #calls = new Map<number, Waiting>()
  #call = 0
  #isClosing = false
  /** Why nothing more can be asked of it. */
  #end: StoreError | null = null
  onEvent: (event: EngineEvent) => void = () => undefined
  /** Nothing is committed before it is here. */
  listener: CommitListener | null = null

  private constructor(worker: Worker) {
    this.#worker = worker
  }

  /**
   * @param memory the trays that it takes messages from
   * @throws Error where the database cannot be opened
   */
  static async open(options: EngineOptions, memory: SharedArrayBuffer): Promise<Thread> {
    // Found when it is needed: on Node 22 importing it opens standard error.
    const { Worker } = await import('node:worker_threads')
    const worker = new Worker(await workerFile(), { workerData: { ...options, memory }, execArgv: [] })
    const thread = new Thread(worker)
    await new Promise<void>((resolve, reject) => {
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'open') resolve()
        else if (message.kind === 'failed') reject(new Error(message.message))
        else thread.#hear(message)
      })
      worker.once('error', (error) => {
        reject(error)
        thread.#fail(error)
      })
      worker.once('exit', () => thread.#fail(new Error('the store is closed')))
    })
    worker.unref()
    return thread
  }

  /** Somebody waits for messages to be committed. */
  hold(): void {
    this.#worker.ref()
  }

  /** There are some in the trays, and nobody takes them. */
  gathered(): void {
    if (!this.#end) this.#say({ kind: 'gathered' })
  }

  call<M extends Method>(method: M, ...args: Parameters<Engine[M]>): Promise<Answer<M>> {
    return new Promise<unknown>((resolve, reject) => {
      if (this.#end) return reject(this.#end)
      const call = ++this.#call
      this.#calls.set(call, { resolve, reject })
      this.#say({ kind: 'call', call, method, args })
    }) as Promise<Answer<M>>
  }

  addSession(session: Extract<ToWorker, { readonly kind: 'session' }>['session']): void {
    if (this.#end) return
    const { record } = session
    const transfer = typeof record === 'string' ? [] : [record.log.buffer, (record.entries as Float64Array).buffer]
    this.#say({ kind: 'session', session }, transfer as ArrayBuffer[])
  }

  async close(): Promise<void> {
    if (this.#end) return
    this.#isClosing = true
    const over = new Promise((resolve) => this.#worker.once('exit', resolve))
    await this.call('close')
    await over
  }

  #say(message: ToWorker, transfer: readonly ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, transfer)
    // The process stays while there is something to wait for, and only then.
    if (message.kind !== 'session') this.#worker.ref()
  }

  #hear(message: Exclude<FromWorker, { readonly kind: 'open' | 'failed' }>): void {
    if (message.kind === 'event') return this.onEvent(message.event)
    if (message.kind === 'committed') this.listener?.committed(message.commit)
    else {
      const waiting = this.#calls.get(message.call)
      this.#calls.delete(message.call)
      if (waiting) settle(waiting, message)
    }
    if ((this.listener?.waiting ?? 0) + this.#calls.size === 0 && !this.#isClosing) this.#worker.unref()
  }

  #fail(cause: Error): void {
    this.#end ??= new StoreError('unavailable', cause.message, { cause })
    this.listener?.fail(this.#end)
    for (const { reject } of this.#calls.values()) reject(this.#end)
    this.#calls.clear()
  }
}

function settle(waiting: Waiting, { error, result }: { readonly error?: Failure | null; readonly result?: unknown }) {
  if (error) waiting.reject(errorOf(error))
  else waiting.resolve(result)
}

/** Beside this file; where that is TypeScript, made of it. */
async function workerFile(): Promise<URL> {
  if (!import.meta.url.endsWith('.ts')) return new URL('./worker.js', import.meta.url)
  const builder = new URL('../../../scripts/worker-from-source.js', import.meta.url).href
  const { buildWorker } = (await import(builder)) as { buildWorker: (source: URL) => Promise<URL> }
  return buildWorker(new URL('./worker.ts', import.meta.url))
}
