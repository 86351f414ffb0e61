import { createServer, type Server, type Socket } from 'node:net'

/** What a scripted server says to a line: text, or an action on the connection. Null: nothing at all. */
export type Answer = string | null | ((socket: Socket) => void)

export interface Talker {
  readonly port: number
  /** Lines that came, mail data included, over all connections. */
  readonly heard: readonly string[]
  close(): Promise<void>
}

/**
 * A server that says what it is told to: to each line the answer of the first pattern that fits. Lines of mail data,
 * behind a 354, are not answered until the dot.
 */
export async function talk(greeting: Answer, answers: readonly (readonly [RegExp, Answer])[]): Promise<Talker> {
  const heard: string[] = []
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    let buffer = ''
    let isData = false
    say(socket, greeting)
    socket.setEncoding('latin1').on('data', (text: string) => {
      buffer += text
      for (let end = buffer.indexOf('\r\n'); end >= 0; end = buffer.indexOf('\r\n')) {
        const line = buffer.slice(0, end)
        buffer = buffer.slice(end + 2)
        heard.push(line)
        if (isData && line !== '.') continue
        isData = false
        const [, answer] = answers.find(([pattern]) => pattern.test(line)) ?? [null, '250 ok']
        isData = typeof answer === 'string' && /^3(?!34)/.test(answer)
        say(socket, answer)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as { port: number }).port,
    heard,
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function say(socket: Socket, answer: Answer): void {
  if (typeof answer === 'function') answer(socket)
  else if (answer !== null) socket.write(`${answer}\r\n`)
}

/** A server that takes everything. */
export const willing: readonly (readonly [RegExp, Answer])[] = [
  [/^EHLO/, '250-x\r\n250-PIPELINING\r\n250-SIZE\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-CHUNKING\r\n250 DSN'],
  [/^DATA$/, '354 go ahead'],
  [/^QUIT$/, '221 bye'],
]

/** Hang up, politely or not. */
export const hangUp = (socket: Socket): void => void socket.destroy()
