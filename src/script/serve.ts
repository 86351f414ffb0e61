import type { Duplex } from 'node:stream'
import type { Socket } from 'node:net'
import { createReply, writeReply } from '../protocol/reply.ts'
import { Recorder } from '../transcript/recorder.ts'
import type { Script } from '../transcript/script.ts'
import { Channel } from '../wire/channel.ts'
import { systemClock } from '../wire/clock.ts'
import { listen, type ListenAddress, type Listener } from '../wire/listen.ts'
import { formatHostPort } from '../wire/target.ts'
import type { TlsSource } from '../wire/tls/options.ts'
import type { PlayOptions } from './options.ts'
import { Player } from './player.ts'
import type { PlayResult } from './result.ts'
import { ServerSide } from './server-side.ts'

export interface ServerPlayOptions extends PlayOptions {
  /** For `@tls`. */
  readonly tls?: TlsSource
}

/** How a script is played as the server. */
export interface ServeOptions extends ServerPlayOptions {
  /** Default: a free port of the loopback interface. */
  readonly listen?: ListenAddress
  /** Close after so many conversations. Default: go on until told to close. */
  readonly connections?: number
  /** Called with the result of each conversation. */
  readonly onResult?: (result: PlayResult) => void
}

/** A script that waits for clients. */
export interface ScriptServer {
  readonly address: ListenAddress
  /** The results, once it is closed and every conversation is over. */
  readonly results: Promise<readonly PlayResult[]>
  /** Take no more connections. */
  close(): Promise<void>
  /** As `close`, and say 421 to the clients that are there: what they did is not judged. RFC 5321 §3.8 */
  stop(): Promise<void>
}

/** Play a script as the server, with a client that is connected already. A variable that has no value takes the client's. */
export function answerScript(script: Script, stream: Duplex, options: ServerPlayOptions = {}): Promise<PlayResult> {
  return begin(script, stream, options).result
}

/** A script that is being played to one client. */
interface Playing {
  readonly result: Promise<PlayResult>
  readonly stop: () => void
}

function begin(script: Script, stream: Duplex, options: ServerPlayOptions): Playing {
  const { clock = systemClock, onEvent, timeout = DEFAULT_TIMEOUT, tls } = options
  const socket = stream as Partial<Socket>
  const remote =
    socket.remoteAddress === undefined ? null : formatHostPort(socket.remoteAddress, socket.remotePort ?? 0)
  const recorder = new Recorder({
    role: 'server',
    protocol: script.protocol,
    peer: remote,
    now: () => clock.now(),
    started: clock.date(),
  })
  recorder.open(null, remote)
  const channel = new Channel(stream, recorder)
  const tell = () => {
    if (onEvent) for (const event of recorder.takeNew()) onEvent(event)
  }
  const onStep: PlayOptions['onStep'] = (step) => {
    options.onStep?.(step)
    tell()
  }
  let isStopped = false
  const result = new Player({ ...options, onStep })
    .play(
      script,
      options.variables ?? {},
      (performance) =>
        new ServerSide(channel, performance, { timeout, wait: (ms) => wait(stream, ms), ...(tls && { tls }) }),
    )
    .then((played) => (isStopped && !played.ok ? unjudged(played) : played))
    .finally(tell)
  const stop = () => {
    isStopped = true
    if (channel.isOver) return
    recorder.sent(goodbye)
    void channel.write(goodbye, LINGER).then(() => channel.close())
  }
  return { result, stop }
}

/** Let so many milliseconds pass, or fewer where the connection is gone before. */
function wait(stream: Duplex, ms: number): Promise<void> {
  if (stream.destroyed) return Promise.resolve()
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      stream.off('close', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    stream.once('close', done)
  })
}

const goodbye = writeReply(createReply(421, '4.3.2', 'Server is shutting down, try again later'))
/** Milliseconds that a client gets to hear it. */
const LINGER = 1000

function unjudged(result: PlayResult): PlayResult {
  return { ...result, verdict: 'skipped', ok: true, reason: 'the server was told to end', mismatch: null }
}

/** RFC 5321 §4.5.3.2.7 */
const DEFAULT_TIMEOUT = 300_000

/** Play a script to every client that connects. @throws WireError where the address cannot be had */
export async function serveScript(script: Script, options: ServeOptions = {}): Promise<ScriptServer> {
  const { listen: address = { host: '127.0.0.1', port: 0 }, connections = Infinity, onResult } = options
  const playing: Promise<PlayResult>[] = []
  const open = new Set<Playing>()
  let closing: Promise<void> | null = null
  let onClosed = () => {}
  const closed = new Promise<void>((resolve) => (onClosed = resolve))
  const close = (listener: Listener): Promise<void> => (closing ??= listener.close().then(onClosed))
  const listener = await listen(address, (socket) => {
    const conversation = begin(script, socket, options)
    const result = conversation.result.finally(() => open.delete(conversation))
    open.add(conversation)
    playing.push(result)
    if (onResult) void result.then(onResult)
    if (playing.length === connections) void close(listener)
  })
  return {
    address: { host: listener.host, port: listener.port },
    results: closed.then(() => Promise.all(playing)),
    close: () => close(listener),
    stop: async () => {
      for (const conversation of open) conversation.stop()
      await close(listener)
      await Promise.all(playing)
    },
  }
}
