import { createServer, type Server, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { cert, key } from '../server/certificate.ts'

/** A server that says what a test tells it to, right or wrong. */
export class RawServer {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()

  private constructor(onConnection: (socket: Socket) => void) {
    this.#server = createServer((socket) => {
      this.#sockets.add(socket)
      socket.on('error', () => {})
      onConnection(socket)
    })
  }

  static async start(
    onConnection: (socket: Socket) => void,
    { host = '127.0.0.1', port = 0 }: { readonly host?: string; readonly port?: number } = {},
  ): Promise<RawServer> {
    const server = new RawServer(onConnection)
    await new Promise<void>((resolve, reject) => {
      server.#server.once('error', reject)
      server.#server.listen(port, host, resolve)
    })
    return server
  }

  get port(): number {
    return (this.#server.address() as { port: number }).port
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}

/** What to say to a command; a function does what it likes. '' says nothing. */
export type Answer = string | ((socket: Socket) => void)

/** By verb, and for 'greeting', 'response' (of a login), 'message' (the end of it). The last of several stays. */
export type Answers = Readonly<Record<string, Answer | readonly Answer[]>>

const usual: Answers = {
  greeting: '220 mail.example.org ESMTP',
  EHLO: '250 mail.example.org',
  HELO: '250 mail.example.org',
  LHLO: '250 mail.example.org',
  MAIL: '250 ok',
  RCPT: '250 ok',
  DATA: '354 go on',
  message: '250 ok',
  RSET: '250 ok',
  QUIT: '221 bye',
  STARTTLS: '220 go on',
  AUTH: '235 welcome',
}

/** A server that answers each verb with a fixed text. */
export function answering(answers: Answers = {}): (socket: Socket) => void {
  return (socket) => new Answerer({ ...usual, ...answers }).serve(socket)
}

class Answerer {
  readonly #answers: Answers
  readonly #counts = new Map<string, number>()
  #stream: Socket | null = null
  #line = ''
  #isData = false
  #responses = 0

  constructor(answers: Answers) {
    this.#answers = answers
  }

  serve(socket: Socket): void {
    this.#listen(socket)
    this.#answer('greeting')
  }

  #listen(stream: Socket): void {
    this.#stream = stream
    stream.on('error', () => {})
    stream.on('data', (bytes: Buffer) => {
      this.#line += bytes.toString('latin1')
      for (let end = this.#line.indexOf('\r\n'); end >= 0; end = this.#line.indexOf('\r\n')) {
        const line = this.#line.slice(0, end)
        this.#line = this.#line.slice(end + 2)
        this.#hear(line)
      }
    })
  }

  #hear(line: string): void {
    if (this.#isData) {
      if (line !== '.') return
      this.#isData = false
      return this.#answer('message')
    }
    if (this.#responses > 0) {
      this.#responses--
      return this.#answer(this.#responses > 0 ? 'challenge' : 'response')
    }
    this.#answer(line.split(' ')[0]!.toUpperCase())
  }

  #answer(to: string): void {
    const given = this.#answers[to] ?? '500 what?'
    const nth = this.#counts.get(to) ?? 0
    this.#counts.set(to, nth + 1)
    const answer = Array.isArray(given) ? (given[Math.min(nth, given.length - 1)] as Answer) : (given as Answer)
    if (typeof answer === 'function') return answer(this.#stream!)
    if (answer !== '') this.#stream!.write(`${answer}\r\n`, 'latin1')
    if (answer.startsWith('354')) this.#isData = true
    if (to === 'AUTH' && answer.startsWith('334')) this.#responses = 2
    if (to === 'STARTTLS' && answer.startsWith('220')) this.#secure()
    if (to === 'QUIT') this.#stream!.end()
  }

  #secure(): void {
    const socket = this.#stream!
    socket.removeAllListeners('data')
    this.#listen(new TLSSocket(socket, { isServer: true, key, cert }))
  }
}
