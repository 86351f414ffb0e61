import { afterEach, describe, expect, it } from 'vitest'
import { connect } from '../../src/client/connect.ts'
import { declareMessage } from '../../src/client/declare.ts'
import { hello } from '../../src/client/hello.ts'
import { transact } from '../../src/client/transaction.ts'
import { createServer, type MailServer } from '../../src/store/mail-server.ts'
import { makeCertificate } from '../wire/tls-certificates.ts'
import { serveStartTls, type StartTlsServer } from './starttls-server.ts'

const pair = makeCertificate({ cn: 'mail.example.test', names: ['IP:127.0.0.1'] })
const params = [{ keyword: 'REQUIRETLS', value: null }]
const facts = { size: null, isEightBit: false, needsUtf8: false }

let closing: MailServer | StartTlsServer

afterEach(() => closing.close())

async function serve(): Promise<MailServer> {
  const server = await createServer({ tls: pair })
  closing = server
  return server
}

async function meet(port: number, { encrypted, ca = pair.cert }: { encrypted: boolean; ca?: string }) {
  const session = await connect({ host: '127.0.0.1', port, tls: { ca } })
  await hello(session, 'client.test')
  if (!encrypted) return session
  await session.startTls()
  await hello(session, 'client.test')
  return session
}

const notesOf = (session: Awaited<ReturnType<typeof meet>>) =>
  declareMessage(session, facts, params, { to: [], isForced: false }).notes

// RFC 8689 §2
describe('a server', () => {
  const send = { from: 'a@a.test', to: [{ address: 'b@b.test' }], mailParams: params, content: new Uint8Array() }

  it('offers REQUIRETLS inside TLS, and takes it there', async () => {
    const server = await serve()
    const session = await meet(server.port, { encrypted: true })
    expect(session.capabilities.has('REQUIRETLS')).toBe(true)
    expect(await transact(session, send)).toMatchObject({ isAccepted: true })
    expect(server.store.messages[0]?.params.mail).toEqual(['REQUIRETLS'])
    session.close()
  })

  it('does not offer it in clear, and refuses it there', async () => {
    const server = await serve()
    const session = await meet(server.port, { encrypted: false })
    expect(session.capabilities.has('REQUIRETLS')).toBe(false)
    expect(await transact(session, send)).toMatchObject({ sender: { code: 555 }, isAccepted: false })
    session.close()
  })
})

// RFC 8689 §4.2.1
describe('a client that demands TLS', () => {
  it('inside TLS, of a server that it believes', async () => {
    const server = await serve()
    expect(notesOf(await meet(server.port, { encrypted: true }))).toEqual([])
  })

  it('is told that the certificate is not believed', async () => {
    const server = await serve()
    const other = makeCertificate({ cn: 'other.test' })
    expect(notesOf(await meet(server.port, { encrypted: true, ca: other.cert }))).toEqual([
      expect.stringContaining('whose certificate is not believed (DEPTH_ZERO_SELF_SIGNED_CERT)'),
    ])
  })

  it('is told that there is no TLS, where a server offers it in clear', async () => {
    const server = await serveStartTls({ tls: pair, inClear: { EHLO: '250-mail.example.test\r\n250 REQUIRETLS' } })
    closing = server
    expect(notesOf(await meet(server.port, { encrypted: false }))).toEqual([
      expect.stringContaining('demanded without TLS'),
    ])
  })

  it('is told that the server does not offer it', async () => {
    const server = await serve()
    expect(notesOf(await meet(server.port, { encrypted: false }))).toEqual([
      'REQUIRETLS is said to a server that does not offer REQUIRETLS',
    ])
  })
})
