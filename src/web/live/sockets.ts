import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { admit, type Guard } from '../guard/guard.ts'
import { asProblem, Problem } from '../problem.ts'

/** Octets of one frame from a browser. */
const LONGEST_FRAME = 1024 * 1024
/** Octets that wait for somebody who does not read; beyond that he is let go. */
const MOST_WAITING = 4 * 1024 * 1024
/** Sockets at one time. */
const MOST = 100

/**
 * WebSockets beside the routes, by their paths. They are guarded as what changes something is: browsers let any page
 * open one, and only Origin tells which page it was.
 */
export function addSockets(
  server: Server,
  guard: Guard,
  paths: Readonly<Record<string, (socket: WebSocket) => void>>,
  onTrouble: (sentence: string) => void,
): { close(): void } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LONGEST_FRAME, clientTracking: true })
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => {})
    const path = (request.url ?? '/').split('?')[0]!
    const begin = Object.hasOwn(paths, path) ? paths[path]! : null
    const header = (name: string) => {
      const value = request.headers[name]
      return typeof value === 'string' ? value : null
    }
    const answer = async () => {
      await admit(guard, { path, changes: true, header })
      if (!begin) throw new Problem(404, 'There is no WebSocket here.')
      if (sockets.clients.size >= MOST) throw new Problem(503, `There are ${MOST} WebSockets open already.`)
      sockets.handleUpgrade(request, stream, head, (socket) => {
        socket.on('error', () => socket.terminate())
        try {
          begin(socket)
        } catch (error) {
          // 101 was said already: the close says it, and has room for 123 octets.
          socket.close(1011, asProblem(error, onTrouble).message.slice(0, 100))
        }
      })
    }
    answer().catch((error: unknown) => refuse(stream, asProblem(error, onTrouble)))
  })
  return {
    close() {
      for (const socket of sockets.clients) socket.terminate()
    },
  }
}

/** Say something, unless nobody listens. */
export function sendFrame(socket: WebSocket, frame: object): void {
  if (socket.readyState !== socket.OPEN) return
  if (socket.bufferedAmount > MOST_WAITING) return socket.terminate()
  socket.send(JSON.stringify(frame))
}

function refuse(stream: Duplex, { status, message }: Problem): void {
  const ask = status === 401 ? 'WWW-Authenticate: Basic realm="Parley"\r\n' : ''
  stream.end(
    `HTTP/1.1 ${status} Refused\r\n${ask}Content-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n${message}\n`,
  )
}
