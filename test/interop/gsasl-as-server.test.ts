import { spawn } from 'node:child_process'
import { createServer, type TLSSocket } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authenticate, type Mechanism } from '../../src/client/auth.ts'
import { connect } from '../../src/client/connect.ts'
import { SmtpError } from '../../src/client/error.ts'
import { hello } from '../../src/client/hello.ts'
import { makeCertificate } from '../wire/tls-certificates.ts'

/**
 * GNU SASL as the server of our client. It speaks no SMTP as a server, only SASL on its standard input and output; so a
 * few lines here say the SMTP around it, over a TLS whose exporter is told to it. What is proved by whom is all its own.
 */

const pair = makeCertificate({ cn: 'localhost' })

/** One login, held by gsasl. */
class Gsasl {
  readonly #child
  #shown = ''
  #seen = 0
  readonly #binding: Buffer

  constructor(mechanism: string, binding: Buffer) {
    this.#binding = binding
    // In one stream: its questions go to standard error, in their order between its answers.
    const command = `exec gsasl --server --mechanism ${mechanism} --password pencil 2>&1`
    this.#child = spawn('sh', ['-c', command])
    this.#child.stdout.on('data', (piece: Buffer) => (this.#shown += piece.toString()))
    this.#child.stdin.on('error', () => {}) // it has refused, and is gone
  }

  /** What it says to a response: a challenge, or how it ended. Asked for the channel binding, it is told. */
  async respond(response: string): Promise<{ readonly challenge: string } | 'trusted' | 'refused'> {
    await this.#shows(/Enter base64 authentication data from client/)
    this.#child.stdin.write(`${response}\n`)
    for (;;) {
      const found = await this.#shows(
        /channel binding: |Output from server:\s+([A-Za-z0-9+/=]+)\n|authentication finished|gsasl: .*error/,
      )
      if (found[0] === 'channel binding: ') this.#child.stdin.write(`${this.#binding.toString('base64')}\n`)
      else if (found[1] !== undefined) return { challenge: found[1] }
      else return found[0].startsWith('gsasl') ? 'refused' : 'trusted'
    }
  }

  end(): void {
    this.#child.stdin.end()
  }

  async #shows(pattern: RegExp): Promise<RegExpExecArray> {
    for (let tries = 0; tries < 500; tries++) {
      const found = pattern.exec(this.#shown.slice(this.#seen))
      if (found) {
        this.#seen += found.index + found[0].length
        return found
      }
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    throw new Error(`gsasl does not show ${pattern.source}: ${this.#shown}`)
  }
}

const server = createServer(pair, (socket) => void hold(socket))
let port: number
/** Tells gsasl of another TLS connection than there is: somebody in between. */
let isTapped = false
const auths: string[] = []

async function hold(socket: TLSSocket): Promise<void> {
  const exported = socket.exportKeyingMaterial(32, 'EXPORTER-Channel-Binding', Buffer.alloc(0))
  const binding = isTapped ? Buffer.alloc(32, 7) : exported
  const say = (line: string) => socket.write(`${line}\r\n`)
  let login: Gsasl | null = null
  socket.on('error', () => {})
  say('220 gsasl.example.test')
  let rest = ''
  for await (const piece of socket.setEncoding('latin1')) {
    rest += String(piece)
    for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
      const line = rest.slice(0, end)
      rest = rest.slice(end + 2)
      const [, mechanism, initial] = /^AUTH (\S+) (\S+)$/.exec(line) ?? []
      if (mechanism !== undefined) {
        auths.push(mechanism)
        login = new Gsasl(mechanism, binding)
      }
      if (login) {
        const said = await login.respond(initial ?? line)
        if (typeof said === 'object') say(`334 ${said.challenge}`)
        else {
          say(said === 'trusted' ? '235 2.7.0 welcome' : '535 5.7.8 no')
          login.end()
          login = null
        }
      } else if (/^EHLO/.test(line)) say('250-x\r\n250 AUTH SCRAM-SHA-256-PLUS SCRAM-SHA-1-PLUS SCRAM-SHA-256')
      else if (/^QUIT/.test(line)) socket.end('221 bye\r\n')
      else say('250 ok')
    }
  }
  login?.end()
}

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as { port: number }).port
})
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))

async function logIn(mechanisms: readonly Mechanism[] | undefined, password = 'pencil'): Promise<number> {
  const session = await connect({ host: '127.0.0.1', port, implicitTls: true })
  try {
    await hello(session, 'client.example.test')
    const reply = await authenticate(session, { user: 'bob', password, ...(mechanisms && { mechanisms }) })
    return reply!.code
  } catch (error) {
    if (error instanceof SmtpError && error.reply) return error.reply.code
    throw error
  } finally {
    await session.quit()
  }
}

describe('our client logs in at GNU SASL', () => {
  it.each(['SCRAM-SHA-256-PLUS', 'SCRAM-SHA-1-PLUS'] as const)('by %s, bound to TLS', async (name) => {
    expect(await logIn([name])).toBe(235)
    expect(auths.at(-1)).toBe(name)
  })

  it('by SCRAM-SHA-256-PLUS where nothing is named', async () => {
    expect(await logIn(undefined)).toBe(235)
    expect(auths.at(-1)).toBe('SCRAM-SHA-256-PLUS')
  })

  it('not with a wrong password', async () => {
    expect(await logIn(['SCRAM-SHA-256-PLUS'], 'eraser')).toBe(535)
  })

  it('not where somebody is in between, whose TLS is another', async () => {
    isTapped = true
    expect(await logIn(['SCRAM-SHA-256-PLUS']).finally(() => (isTapped = false))).toBe(535)
  })
})
