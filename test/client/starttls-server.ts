import { createServer, type Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { acceptTls } from '../../src/wire/tls.ts'
import type { ServerTls } from '../../src/wire/tls/options.ts'

/** What is said to a verb; '' is nothing. */
export type Answers = Readonly<Record<string, string>>

/** How a server misbehaves around STARTTLS. */
export interface StartTlsScene {
  readonly greeting?: string
  /** In place of the usual answers. */
  readonly inClear?: Answers
  /** Behind the handshake; nothing is said to EHLO where it has none. */
  readonly inTls?: Answers
  /** In the same segment as the 220. */
  readonly behind?: string
  /** Octets in place of a handshake. */
  readonly garbage?: string
  readonly tls: ServerTls
}

export interface StartTlsServer {
  readonly port: number
  /** Lines that came before the handshake, and behind it. */
  readonly clear: readonly string[]
  readonly encrypted: readonly string[]
  close(): Promise<void>
}

const usual: Answers = {
  EHLO: '250-mail.example.test\r\n250-AUTH PLAIN LOGIN\r\n250 STARTTLS',
  HELO: '250 mail.example.test',
  STARTTLS: '220 Ready',
  AUTH: '235 welcome',
  MAIL: '250 ok',
  RCPT: '250 ok',
  DATA: '354 go on',
  '.': '250 ok',
  QUIT: '221 bye',
}

export async function serveStartTls(scene: StartTlsScene): Promise<StartTlsServer> {
  const clear: string[] = []
  const encrypted: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}))
    socket.write(`${scene.greeting ?? '220 mail.example.test ESMTP'}\r\n`)
    answer(socket, { ...usual, ...scene.inClear }, clear, (said) => void begin(socket, said))
  })
  const begin = async (socket: Socket, said: string) => {
    socket.removeAllListeners('data')
    socket.write(`${said}\r\n${scene.behind ?? ''}`)
    if (scene.garbage !== undefined) return void socket.write(scene.garbage)
    const secured: TLSSocket | null = await acceptTls(socket, scene.tls, 3000).then(
      ({ stream }) => stream,
      () => null,
    )
    if (secured)
      answer(
        secured.on('error', () => {}),
        { ...usual, EHLO: '250 mail', ...scene.inTls },
        encrypted,
      )
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as { port: number }).port,
    clear,
    encrypted,
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function answer(socket: Socket, answers: Answers, heard: string[], onTls?: (said: string) => void): void {
  let rest = ''
  let isData = false
  socket.on('data', (bytes: Buffer) => {
    const lines = (rest + bytes.toString('latin1')).split('\r\n')
    rest = lines.pop()!
    for (const line of lines) {
      heard.push(line)
      if (isData && line !== '.') continue
      isData = false
      const verb = line.split(' ')[0]!.toUpperCase()
      const said = answers[verb] ?? '500 what?'
      if (verb === 'STARTTLS' && onTls && said.startsWith('220')) return onTls(said)
      isData = verb === 'DATA' && said.startsWith('354')
      if (said !== '') socket.write(`${said}\r\n`)
    }
  })
}
