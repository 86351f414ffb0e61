import { onTestFinished } from 'vitest'
import { sendMail, type SendRequest, type SendResult } from '../../../src/client/send.ts'
import { ClientSession } from '../../../src/client/session.ts'
import { uniformTimeouts } from '../../../src/client/timeouts.ts'
import { encode } from '../../../src/protocol/bytes.ts'
import type { KeyPair, TlsSettings } from '../../../src/wire/tls/options.ts'
import { makeCertificate } from '../../wire/tls-certificates.ts'
import { serveStartTls, type StartTlsScene, type StartTlsServer } from '../starttls-server.ts'
import { talk, willing, type Answer, type Talker } from '../talker.ts'

export interface Held<Server> extends SendResult {
  readonly server: Server
  readonly session: ClientSession
  readonly notes: readonly string[]
}

const usual: SendRequest = {
  helloName: 'client.test',
  from: 'a@a.test',
  to: [{ address: 'b@b.test' }],
  message: () => Promise.resolve({ content: encode('hi\r\n'), size: 4, isEightBit: false, needsUtf8: false }),
}

/** Send a mail to a server that answers as it is told, and else takes everything. */
export async function send(
  answers: readonly (readonly [RegExp, Answer])[],
  more: Partial<SendRequest> = {},
  greeting: Answer = '220 hi',
): Promise<Held<Talker>> {
  const server = await talk(greeting, [...answers, ...willing])
  onTestFinished(() => server.close())
  return hold(server, {}, 3000, more)
}

let made: { authority: KeyPair; good: KeyPair } | null = null

/** An authority that the client believes, and a certificate of its. */
export function certificates(): { authority: KeyPair; good: KeyPair } {
  if (made) return made
  const authority = makeCertificate({ cn: 'Test Authority', isAuthority: true, names: [] })
  const good = makeCertificate({ cn: 'mail.example.test', names: ['IP:127.0.0.1'], issuer: authority })
  return (made = { authority, good })
}

export interface TlsWish extends Partial<SendRequest> {
  readonly tls?: TlsSettings
  /** How long to wait for anything. */
  readonly ms?: number
}

/** The same with TLS, which is required, and a password to log in with. */
export async function sendWithTls(scene: Partial<StartTlsScene>, wish: TlsWish = {}): Promise<Held<StartTlsServer>> {
  const { tls = {}, ms = 3000, ...more } = wish
  const { authority, good } = certificates()
  const server = await serveStartTls({ tls: good, ...scene })
  onTestFinished(() => server.close())
  return hold(server, { ca: authority.cert, ...tls }, ms, {
    startTls: 'require',
    auth: { user: 'u', password: 'secret', mechanisms: ['PLAIN'], allowInClear: true },
    ...more,
  })
}

async function hold<Server extends { readonly port: number }>(
  server: Server,
  tls: TlsSettings,
  ms: number,
  more: Partial<SendRequest>,
): Promise<Held<Server>> {
  const endpoint = { kind: 'tcp', host: '127.0.0.1', port: server.port } as const
  const session = new ClientSession(endpoint, { timeouts: uniformTimeouts(ms), tls })
  const notes: string[] = []
  const result = await sendMail(session, { ...usual, onNote: (note) => notes.push(note), ...more })
  return { ...result, server, session, notes }
}

/** What nobody may read who listens. */
export const confidential = /^(?:AUTH|MAIL|RCPT|DATA)/
