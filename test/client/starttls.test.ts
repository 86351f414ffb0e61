import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { sendMail, type SendRequest, type SendResult } from '../../src/client/send.ts'
import { ClientSession } from '../../src/client/session.ts'
import type { StartTlsDemand } from '../../src/client/starttls.ts'
import { uniformTimeouts } from '../../src/client/timeouts.ts'
import { encode } from '../../src/protocol/bytes.ts'
import type { KeyPair, TlsSettings } from '../../src/wire/tls/options.ts'
import { makeCertificate } from '../wire/tls-certificates.ts'
import { serveStartTls, type StartTlsScene, type StartTlsServer } from './starttls-server.ts'

/** What a client must not fall for: the cases that fake mail servers were built to try. RFC 3207 §4, RFC 3207 §6 */

let authority: KeyPair
let good: KeyPair
let server: StartTlsServer

beforeAll(() => {
  authority = makeCertificate({ cn: 'Test Authority', isAuthority: true, names: [] })
  good = makeCertificate({ cn: 'mail.example.test', names: ['IP:127.0.0.1'], issuer: authority })
})

afterEach(() => server.close())

interface Held extends SendResult {
  readonly notes: readonly string[]
  readonly session: ClientSession
}

async function hold(
  scene: Partial<StartTlsScene>,
  startTls: StartTlsDemand,
  { tls = {}, ms = 3000, ...more }: Partial<SendRequest> & { readonly tls?: TlsSettings; readonly ms?: number } = {},
): Promise<Held> {
  server = await serveStartTls({ tls: good, ...scene })
  const notes: string[] = []
  const session = new ClientSession(
    { kind: 'tcp', host: '127.0.0.1', port: server.port },
    { timeouts: uniformTimeouts(ms), tls: { ca: authority.cert, ...tls } },
  )
  const result = await sendMail(session, {
    helloName: 'client.test',
    from: 'a@a.test',
    to: [{ address: 'b@b.test' }],
    auth: { user: 'u', password: 'secret', mechanisms: ['PLAIN'], allowInClear: true },
    message: () => Promise.resolve({ content: encode('hi\r\n'), size: 4, isEightBit: false, needsUtf8: false }),
    startTls,
    onNote: (note) => notes.push(note),
    ...more,
  })
  return { ...result, notes, session }
}

/** Neither a password nor mail was said in clear. */
function expectNothingInClear(): void {
  expect(server.clear.filter((line) => /^(?:AUTH|MAIL|RCPT|DATA)/.test(line))).toEqual([])
}

const withoutTls = { EHLO: '250-mail.example.test\r\n250 AUTH PLAIN LOGIN', STARTTLS: '502 no' }

describe('TLS is required', () => {
  it('and not offered: nothing is said', async () => {
    const { trouble } = await hold({ inClear: withoutTls }, 'require')
    expect(trouble).toMatchObject({ kind: 'unsupported', phase: 'starttls' })
    expectNothingInClear()
    expect(server.clear.at(-1)).toBe('QUIT')
  })

  it.each(['502 Command not implemented', '454 TLS not available', '354 go', '421 bye', '500 x', '501 x', '530 x'])(
    'and STARTTLS answered %s: nothing is said',
    async (said) => {
      const { trouble } = await hold({ inClear: { STARTTLS: said } }, 'require')
      expect(trouble).toMatchObject({ kind: 'rejected', phase: 'starttls', reply: { code: Number(said.slice(0, 3)) } })
      expectNothingInClear()
    },
  )

  it.each(['221 bye', '250 ok'])('and STARTTLS answered %s: that is no consent', async (said) => {
    const { trouble } = await hold({ inClear: { STARTTLS: said } }, 'require')
    expect(trouble).toMatchObject({ kind: 'protocol', phase: 'starttls' })
    expectNothingInClear()
  })

  it('and EHLO refused, so that nothing can be offered: nothing is said', async () => {
    const { trouble } = await hold({ inClear: { EHLO: '502 no', STARTTLS: '502 no' } }, 'require')
    expect(trouble).toMatchObject({ kind: 'unsupported', phase: 'starttls' })
    expect(server.clear).toContain('HELO client.test')
    expectNothingInClear()
  })

  it.each(['221 x', '354 x', '421 x', '500 x', '501 x', '530 x', '554 x'])('and greeted with %s', async (greeting) => {
    const { trouble } = await hold({ greeting }, 'require')
    expect(trouble?.phase).toBe('greeting')
    expectNothingInClear()
  })
})

describe('what is forged in clear behind the 220', () => {
  const forged = '250-example.org\r\n250 AUTH LOGIN PLAIN\r\n'

  it('is not taken for the reply to the EHLO in TLS', async () => {
    const { trouble } = await hold({ behind: forged, inTls: { EHLO: '' } }, 'require', { ms: 150 })
    expect(trouble).not.toBeNull()
    expect(server.encrypted.filter((line) => line.startsWith('AUTH'))).toEqual([])
    expectNothingInClear()
  })

  it('offers nothing, answers nothing, and stands in the record', async () => {
    server = await serveStartTls({ tls: good, behind: forged, inTls: { EHLO: '250-mail\r\n250 SIZE 7' } })
    const session = new ClientSession({ kind: 'tcp', host: '127.0.0.1', port: server.port })
    await session.open()
    await session.reply('greeting')
    await session.command('EHLO client.test')
    await session.startTls()
    expect(session.capabilities.list).toEqual([])
    const reply = await session.command('EHLO client.test')
    expect(reply.lines).toHaveLength(2)
    expect(session.capabilities.has('AUTH')).toBe(false)
    session.close()
    const heard = session.transcript.events.flatMap((event) =>
      event.kind === 'received' ? Buffer.from(event.bytes).toString() : event.kind === 'tls' ? '[tls]' : [],
    )
    expect(heard.join('')).toContain(`220 Ready\r\n${forged}[tls]250-mail`)
  })
})

describe('in TLS', () => {
  it('hello is said again, and only what is offered then counts', async () => {
    const { trouble, transactions } = await hold(
      {
        inClear: { EHLO: '250-mail\r\n250-SIZE 5\r\n250-8BITMIME\r\n250-AUTH LOGIN\r\n250 STARTTLS' },
        inTls: { EHLO: '250-mail\r\n250 AUTH PLAIN' },
      },
      'require',
    )
    expect(trouble).toBeNull()
    expect(transactions).toHaveLength(1)
    expect(server.clear).toEqual(['EHLO client.test', 'STARTTLS'])
    expect(server.encrypted.slice(0, 3)).toEqual([
      'EHLO client.test',
      expect.stringMatching(/^AUTH PLAIN /),
      'MAIL FROM:<a@a.test>',
    ])
  })

  it('a certificate that must be believed, and is', async () => {
    const { trouble } = await hold({ inTls: { EHLO: '250-mail\r\n250 AUTH PLAIN' } }, 'require', {
      tls: { verifyChain: true, verifyHost: true },
    })
    expect(trouble).toBeNull()
  })

  const names = ['IP:127.0.0.1']
  it.each<[string, () => KeyPair, string]>([
    ['self-signed', () => makeCertificate({ cn: 'a', names }), 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    [
      'from an unknown root',
      () => makeCertificate({ cn: 'a', names, issuer: makeCertificate({ cn: 'R', isAuthority: true, names: [] }) }),
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    ],
    [
      'for another host',
      () => makeCertificate({ cn: 'other.example.org', issuer: authority }),
      'ERR_TLS_CERT_ALTNAME_INVALID',
    ],
    ['expired', () => makeCertificate({ cn: 'a', names, issuer: authority, days: [-9, -2] }), 'CERT_HAS_EXPIRED'],
  ])('a certificate that must be believed, and is %s: nothing is said', async (_name, make, code) => {
    const { trouble } = await hold({ tls: make() }, 'require', { tls: { verifyChain: true, verifyHost: true } })
    expect(trouble).toMatchObject({ kind: 'tls', cause: { code } })
    expect(server.encrypted).toEqual([])
    expectNothingInClear()
  })
})

describe('TLS where it can be had', () => {
  it('goes on in clear where it is not offered, and says so', async () => {
    const { trouble, notes } = await hold({ inClear: withoutTls }, 'auto')
    expect(trouble).toBeNull()
    expect(notes).toEqual(['the server does not offer STARTTLS: the conversation goes on in clear'])
  })

  it('goes on in clear where it is refused for now', async () => {
    const { trouble, notes } = await hold({ inClear: { STARTTLS: '454 4.7.0 not now' } }, 'auto')
    expect(trouble).toBeNull()
    expect(notes[0]).toMatch(/refuses STARTTLS \(454 /)
  })

  it('is a secret kept: it is not asked for', async () => {
    await hold({}, 'never')
    expect(server.clear).not.toContain('STARTTLS')
  })

  it.each<[string, string, RegExp]>([
    ['garbage', 'this is no handshake\r\n', /wrong version number/],
    ['an alert', '\x15\x03\x03\x00\x02\x02\x28', /handshake failure/],
  ])('ends with a 220 and %s: there is nothing left to go on with', async (_name, garbage, message) => {
    const { trouble } = await hold({ garbage }, 'auto')
    expect(trouble).toMatchObject({ kind: 'tls', phase: 'tls', message: expect.stringMatching(message) as string })
    expectNothingInClear()
  })
})

it.each<[SendRequest['stop'], readonly string[], readonly string[]]>([
  [{ after: 'first-hello', how: 'quit' }, ['EHLO client.test', 'QUIT'], []],
  [{ after: 'tls', how: 'quit' }, ['EHLO client.test', 'STARTTLS'], ['QUIT']],
  [{ after: 'hello', how: 'quit' }, ['EHLO client.test', 'STARTTLS'], ['EHLO client.test', 'QUIT']],
])('can be broken off: %j', async (stop, clear, encrypted) => {
  await hold({}, 'require', { stop: stop! })
  expect(server.clear).toEqual(clear)
  expect(server.encrypted).toEqual(encrypted)
})
