import { once } from 'node:events'
import { connect as connectSocket, createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ClientSession } from '../../src/client/session.ts'
import { uniformTimeouts } from '../../src/client/timeouts.ts'
import type { CertificateDetails, TlsDetails } from '../../src/transcript/event.ts'
import { readTranscript } from '../../src/transcript/read-transcript.ts'
import { writeTranscript } from '../../src/transcript/write-transcript.ts'
import { acceptTls, secure } from '../../src/wire/tls.ts'
import type { KeyPair, ServerTls, TlsSettings } from '../../src/wire/tls/options.ts'
import { parseVersions, type TlsVersions } from '../../src/wire/tls/versions.ts'
import { makeCertificate } from './tls-certificates.ts'

let authority: KeyPair
let good: KeyPair
let server: Server | null = null
let accepted: Promise<TlsDetails | Error>

beforeAll(() => {
  authority = makeCertificate({ cn: 'Test Authority', isAuthority: true, names: [] })
  good = makeCertificate({ cn: 'mail.example.test', issuer: authority })
})

afterEach(() => {
  server?.close()
  server = null
})

async function listen(onConnection: (socket: Socket) => void): Promise<number> {
  server = createServer((socket) => onConnection(socket.on('error', () => {})))
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve))
  return (server.address() as { port: number }).port
}

async function meet(tls: ServerTls, settings: TlsSettings = {}): Promise<{ session: ClientSession; tls: TlsDetails }> {
  const port = await listen((socket) => {
    accepted = acceptTls(socket, tls, 3000).then(
      ({ stream, details }) => {
        stream.on('error', () => {}).end('220 hi\r\n')
        return details
      },
      (error: unknown) => error as Error,
    )
  })
  return { session: await open(port, settings), tls: found! }
}

let found: TlsDetails | null = null
async function open(port: number, settings: TlsSettings, ms = 3000): Promise<ClientSession> {
  found = null
  const session = new ClientSession(
    { kind: 'tcp', host: '127.0.0.1', port },
    {
      implicitTls: true,
      timeouts: uniformTimeouts(ms),
      tls: { servername: 'mail.example.test', host: 'mail.example.test', ca: authority.cert, ...settings },
      onEvent: (event) => {
        if (event.kind === 'tls') found = event
      },
    },
  )
  try {
    await session.open()
    await session.reply('greeting')
  } finally {
    session.close()
  }
  return session
}

describe('a handshake', () => {
  it('is in the record: version, cipher, key exchange, names, and every certificate', async () => {
    const { tls, session } = await meet({ ...good, alpn: ['smtp'] }, { alpn: ['smtp'] })
    expect(tls).toMatchObject({
      protocol: 'TLSv1.3',
      cipher: expect.stringMatching(/^TLS_/) as string,
      servername: 'mail.example.test',
      alpn: 'smtp',
      distrust: null,
      host: 'mail.example.test',
      isForHost: true,
      certificate: {
        subject: 'CN=mail.example.test',
        issuer: 'CN=Test Authority',
        names: ['DNS:mail.example.test'],
        serial: expect.stringMatching(/^[0-9A-F]+$/) as string,
        key: 'EC prime256v1',
        signature: 'ecdsa-with-SHA256',
      },
      chain: [{ subject: 'CN=Test Authority', issuer: 'CN=Test Authority' }],
    })
    const reading = readTranscript(writeTranscript(session.transcript))
    expect(reading).toMatchObject({
      ok: true,
      value: { events: session.transcript.events.map(({ kind }) => ({ kind })) },
    })
    const { at: _, ...event } = (reading as { value: { events: readonly (TlsDetails & { at: number })[] } }).value
      .events[1]!
    const { at: __, ...recorded } = tls as TlsDetails & { at: number }
    expect(event).toEqual(recorded)
    expect(await accepted).toMatchObject({ servername: 'mail.example.test', distrust: null, certificate: null })
  })

  it.each<[string, ServerTls['versions'], TlsSettings['versions'], string]>([
    ['1.2', { max: 'TLSv1.2' }, {}, 'TLSv1.2'],
    ['1.0, asked for by both', { min: 'TLSv1', max: 'TLSv1' }, { min: 'TLSv1', max: 'TLSv1.2' }, 'TLSv1'],
  ])('with TLS %s', async (_name, versions, wanted, protocol) => {
    const { tls } = await meet({ ...good, versions: versions! }, { versions: wanted! })
    expect(tls.protocol).toBe(protocol)
  })

  it('with a cipher that is named', async () => {
    const ciphers = 'ECDHE-ECDSA-AES128-GCM-SHA256'
    const { tls } = await meet({ ...good, versions: { max: 'TLSv1.2' } }, { ciphers })
    expect(tls.cipher).toBe('TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256')
  })

  it('shows a certificate of the client, and writes the keys down', async () => {
    const pair = makeCertificate({ cn: 'client.example.test', issuer: authority })
    const keys: string[] = []
    await meet(
      { ...good, asksForCertificate: true, ca: authority.cert },
      { pair, onKey: (line) => keys.push(line.toString()) },
    )
    expect(await accepted).toMatchObject({ distrust: null, certificate: { subject: 'CN=client.example.test' } })
    expect(keys.join('')).toMatch(/^CLIENT_TRAFFIC_SECRET_0 /m)
  })

  it('gets the certificate for the name that it asks for, and the usual one without a name', async () => {
    const other = makeCertificate({ cn: 'other.example.test', issuer: authority })
    const tls = { ...good, others: [other] }
    const asked = await meet(tls, { servername: 'other.example.test' })
    expect(asked.tls.certificate?.subject).toBe('CN=other.example.test')
    server!.close()
    const unasked = await meet(tls, { servername: null })
    expect(unasked.tls).toMatchObject({ servername: null, certificate: { subject: 'CN=mail.example.test' } })
  })
})

describe('what is wrong with a certificate', () => {
  const request = (cn: string) => ({ cn, issuer: authority })
  it.each<[string, () => KeyPair, Partial<TlsDetails>]>([
    [
      'expired',
      () => makeCertificate({ ...request('mail.example.test'), days: [-30, -3] }),
      { distrust: 'CERT_HAS_EXPIRED', isForHost: true },
    ],
    [
      'not yet valid',
      () => makeCertificate({ ...request('mail.example.test'), days: [3, 30] }),
      { distrust: 'CERT_NOT_YET_VALID' },
    ],
    [
      'wrong name',
      () => makeCertificate(request('other.example.test')),
      { distrust: 'ERR_TLS_CERT_ALTNAME_INVALID', isForHost: false },
    ],
    [
      'self-signed',
      () => makeCertificate({ cn: 'mail.example.test' }),
      { distrust: 'DEPTH_ZERO_SELF_SIGNED_CERT', isForHost: true },
    ],
    [
      'self-signed and for another name',
      () => makeCertificate({ cn: 'other.example.test' }),
      { distrust: 'DEPTH_ZERO_SELF_SIGNED_CERT', isForHost: false },
    ],
    [
      'unknown issuer',
      () =>
        makeCertificate({
          cn: 'mail.example.test',
          issuer: makeCertificate({ cn: 'Nobody', isAuthority: true, names: [] }),
        }),
      { distrust: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
    ],
    [
      'chain without its middle',
      () =>
        makeCertificate({
          cn: 'mail.example.test',
          issuer: makeCertificate({ ...request('Middle'), isAuthority: true, names: [] }),
          issuerUrl: 'http://ca.example.test/middle.der',
        }),
      {
        distrust: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
        certificate: { issuerUrl: 'http://ca.example.test/middle.der' } as CertificateDetails,
      },
    ],
  ])('%s: is recorded, and ends nothing unless asked to', async (_name, make, details) => {
    const pair = make()
    const { tls } = await meet(pair)
    expect(tls).toMatchObject(details)
    server!.close()
    const demand = details.distrust === 'ERR_TLS_CERT_ALTNAME_INVALID' ? { verifyHost: true } : { verifyChain: true }
    await expect(meet(pair, demand)).rejects.toMatchObject({ kind: 'tls', phase: 'tls' })
    expect(found).toMatchObject(details)
  })

  it('a weak key and a weak signature are in the record', async () => {
    const weak = makeCertificate({
      cn: 'mail.example.test',
      key: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:1024'],
      digest: 'sha1',
    })
    const { tls } = await meet({ ...weak, ciphers: 'DEFAULT@SECLEVEL=0' }, { ciphers: 'DEFAULT@SECLEVEL=0' })
    expect(tls.certificate).toMatchObject({ key: 'RSA 1024', signature: 'sha1WithRSAEncryption' })
  })
})

describe('a handshake that fails', () => {
  it.each<[string, string | Buffer | null, RegExp]>([
    ['plain text', '220 mail.example.test ESMTP\r\n', /wrong version number/],
    ['an alert: handshake failure', Buffer.from('15030300020228', 'hex'), /handshake failure/],
    ['an alert: protocol version', Buffer.from('15030300020246', 'hex'), /protocol version/],
    ['an alert: unknown CA', Buffer.from('15030300020230', 'hex'), /unknown ca/],
    ['an alert: certificate required', Buffer.from('15030300020274', 'hex'), /certificate required/],
    ['the end', null, /disconnected|closed/],
  ])('with %s, says so', async (_name, answer, message) => {
    const port = await listen((socket) => {
      socket.once('data', () => (answer === null ? socket.end() : socket.write(answer)))
    })
    await expect(open(port, {})).rejects.toMatchObject({
      kind: 'tls',
      phase: 'tls',
      message: expect.stringMatching(message) as string,
    })
  })

  it('has an end also where the other end says nothing', async () => {
    const port = await listen(() => {})
    await expect(open(port, {}, 50)).rejects.toMatchObject({ kind: 'timeout', phase: 'tls' })
  })

  it.each(['end', 'close'])('does not wait for an end that has hung up before it, told by %s', async (event) => {
    const port = await listen((socket) => socket.end())
    const socket = connectSocket(port, '127.0.0.1').resume()
    await once(socket, event)
    await expect(secure(socket, 'x', 2000)).rejects.toThrow('the other end closed the connection during')
  })

  it('does not wait for a server that has hung up behind its 220', async () => {
    const port = await listen((socket) => {
      socket.on('error', () => {}).write('220 x\r\n')
      socket.once('data', () => socket.end('220 go\r\n'))
    })
    const session = new ClientSession({ kind: 'tcp', host: '127.0.0.1', port }, { timeouts: uniformTimeouts(2000) })
    await session.open()
    await session.reply('greeting')
    await session.command({ verb: 'STARTTLS' })
    // As it is where the handshake has to be loaded first.
    await expect.poll(() => session.isOver).toBe(true)
    await expect(session.handshake()).rejects.toMatchObject({ kind: 'tls', phase: 'tls' })
  })

  it('with settings that OpenSSL does not take', async () => {
    const port = await listen(() => {})
    await expect(open(port, { ciphers: 'NO-SUCH-CIPHER' })).rejects.toMatchObject({ kind: 'tls' })
  })
})

describe('parseVersions', () => {
  it.each<[string, TlsVersions]>([
    ['1.2', { min: 'TLSv1.2', max: 'TLSv1.2' }],
    ['TLSv1.3', { min: 'TLSv1.3', max: 'TLSv1.3' }],
    ['1.0-1.2', { min: 'TLSv1', max: 'TLSv1.2' }],
    ['1.2+', { min: 'TLSv1.2', max: 'TLSv1.3' }],
    ['tlsv1', { min: 'TLSv1', max: 'TLSv1' }],
    ['tlsv1,tlsv1_1', { min: 'TLSv1', max: 'TLSv1.1' }],
    ['no_tlsv1_3', { min: 'TLSv1.2', max: 'TLSv1.2' }],
    ['no_sslv2,no_sslv3,no_tlsv1', { min: 'TLSv1.2', max: 'TLSv1.3' }],
  ])('%s', (text, versions) => expect(parseVersions(text)).toEqual(versions))

  it.each([
    ['1.5', /is no version of TLS/],
    ['', /is no version of TLS/],
    ['sslv3', /OpenSSL has dropped them/],
    ['tlsv1_1,tlsv1_3', /leaves out a version in between/],
    ['tlsv1,no_tlsv1_3', /mixes versions/],
    ['1.3-1.2', /leaves no version/],
    ['no_tlsv1_2,no_tlsv1_3', /leaves no version/],
  ])('refuses %j', (text, message) => expect(() => parseVersions(text)).toThrow(message))
})
