import { parentPort, workerData } from 'node:worker_threads'
import { isQuick } from '../muster.ts'
import { Engine, type EngineOptions } from './engine.ts'
import { countEntries } from './group.ts'
import type { Commit, Failure, FromWorker, ToWorker } from './traffic.ts'
import { TakingSide } from './trays.ts'

/**
 * Milliseconds that are left to others to come too, where several came together: fewer commits, each for more of them,
 * leave more of the processor to those who talk. One client alone never waits.
 */
const COMPANY = 0.3

const port = parentPort!
const { memory, ...options } = workerData as EngineOptions & { readonly memory: SharedArrayBuffer }
const trays = new TakingSide(memory)
const say = (message: FromWorker, transfer: readonly ArrayBuffer[] = []) => port.postMessage(message, transfer)

function failure(error: unknown): Failure {
  const { message } = error as Error
  return { kind: /\bfull\b/.test(message) ? 'full' : 'unavailable', message }
}

try {
  const engine = new Engine(options, (event) => say({ kind: 'event', event }))
  port.on('message', (message: ToWorker) => {
    if (message.kind === 'gathered') return commitGathered(engine, true)
    if (message.kind === 'session') return engine.addSession(message.session)
    void answer(engine, message)
  })
  say({ kind: 'open' })
} catch (error) {
  say({ kind: 'failed', message: (error as Error).message })
  port.close()
}

/** Take what has gathered, and go on as long as commits are quick; where they are not, the other thread says when. */
function commitGathered(engine: Engine, isAsked: boolean): void {
  const group = takeGroup()
  if (!group) {
    if (isAsked) say({ kind: 'committed', commit: { first: 0, count: 0, took: 0, error: null } })
    return
  }
  const commit = tryCommit(engine, group)
  const goesOn = isQuick(commit.took)
  trays.isIdle = !goesOn
  say({ kind: 'committed', commit })
  if (!goesOn) return
  if (commit.count > 1) pause(COMPANY)
  setImmediate(commitGathered, engine, false)
}

function takeGroup(): Buffer | null {
  trays.isIdle = false
  const group = trays.take()
  if (group) return group
  trays.isIdle = true
  // What was laid there just before was told to nobody.
  const late = trays.take()
  if (late) trays.isIdle = false
  return late
}

function tryCommit(engine: Engine, group: Buffer): Commit {
  const count = countEntries(group)
  const began = performance.now()
  let first = 0
  let error: Failure | null = null
  try {
    first = engine.commit(group)
  } catch (thrown) {
    error = failure(thrown)
  }
  return { first, count, took: performance.now() - began, error }
}

const never = new Int32Array(new SharedArrayBuffer(4))

/** Timers of the event loop do not go below a millisecond. */
function pause(ms: number): void {
  Atomics.wait(never, 0, 0, ms)
}

type Call = (...args: readonly unknown[]) => unknown

async function answer(engine: Engine, { call, method, args }: ToWorker & { readonly kind: 'call' }): Promise<void> {
  try {
    const result = await (engine as unknown as Record<string, Call>)[method]!(...args)
    const buffer = result instanceof Uint8Array && result.byteLength === result.buffer.byteLength ? result.buffer : null
    say({ kind: 'answer', call, result }, buffer instanceof ArrayBuffer ? [buffer] : [])
  } catch (error) {
    say({ kind: 'answer', call, error: failure(error) })
  }
  if (method === 'close') port.close()
}
