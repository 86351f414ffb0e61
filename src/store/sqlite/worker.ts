import { parentPort, workerData } from 'node:worker_threads'
import { Engine, type EngineOptions } from './engine.ts'
import type { FromWorker, ToWorker } from './traffic.ts'

const port = parentPort!
const say = (message: FromWorker, transfer: readonly ArrayBuffer[] = []) => port.postMessage(message, transfer)

function failure(error: unknown): { readonly kind: 'full' | 'unavailable'; readonly message: string } {
  const { message } = error as Error
  return { kind: /\bfull\b/.test(message) ? 'full' : 'unavailable', message }
}

try {
  const engine = new Engine(workerData as EngineOptions, (event) => say({ kind: 'event', event }))
  port.on('message', (message: ToWorker) => {
    if (message.kind === 'commit') {
      const { first, buffer, length, count } = message
      try {
        engine.commit(first, new Uint8Array(buffer, 0, length), count)
        say({ kind: 'committed', error: null })
      } catch (error) {
        say({ kind: 'committed', error: failure(error) })
      }
      return
    }
    if (message.kind === 'session') return engine.addSession(message.session)
    void answer(engine, message)
  })
  say({ kind: 'open', last: engine.last })
} catch (error) {
  say({ kind: 'failed', message: (error as Error).message })
  port.close()
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
