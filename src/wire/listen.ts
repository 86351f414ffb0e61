import { createServer, type Server, type Socket } from 'node:net'
import { WireError } from './failure.ts'

export interface ListenAddress {
  readonly host: string
  /** 0: any free port. */
  readonly port: number
}

export interface Listener {
  readonly host: string
  readonly port: number
  /** Take no more connections; those that are open go on. */
  close(): Promise<void>
}

/**
 * Take connections. Sockets come with Nagle's algorithm off and half-open allowed: a client that has said its last
 * word still gets the answers.
 * @throws WireError, as EADDRINUSE
 */
export function listen({ host, port }: ListenAddress, onConnection: (socket: Socket) => void): Promise<Listener> {
  const server = createServer({ noDelay: true, allowHalfOpen: true }, onConnection)
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new WireError('connect', error)))
    server.listen({ host, port, backlog: 1024 }, () => {
      server.removeAllListeners('error').on('error', () => {}) // EMFILE and the like: the connection is lost, the server is not
      resolve(describe(server))
    })
  })
}

function describe(server: Server): Listener {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('not a TCP listener')
  return {
    host: address.address,
    port: address.port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
