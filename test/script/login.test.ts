import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AuthRequest } from '../../src/client/auth.ts'
import { playScript } from '../../src/script/play.ts'
import { createServer, type MailServer } from '../../src/store/mail-server.ts'
import { readScript } from '../../src/transcript/read-script.ts'
import { writeTranscript } from '../../src/transcript/write-transcript.ts'
import { talk as startTalker } from '../client/talker.ts'
import { cert, key } from '../server/certificate.ts'

/** Scripts that log in. */

let server: MailServer
beforeAll(async () => {
  server = await createServer({
    tls: { key, cert },
    auth: {
      users: { bob: { password: 'pencil' } },
      checkToken: (token, user) => (token === 't0ken' ? user : null),
      checkCertificate: () => null,
      allowInClear: true,
      required: true,
      limits: { delay: 0 },
    },
  })
})
afterAll(() => server.close())

const bob = { user: 'bob', password: 'pencil' }
const hello = 'S: 220 *\nC: EHLO client.example.test\nS: 250 *\n'
const mail = 'C: MAIL FROM:<a@a.test>\nS: 250 *\nC: QUIT\nS: 221 *\n'

async function play(text: string, auth: AuthRequest | null, port = server.port) {
  const reading = readScript(text)
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors))
  const result = await playScript(reading.value, { kind: 'tcp', host: '127.0.0.1', port }, { auth, timeout: 2000 })
  const record = writeTranscript(result.transcript)
  expect(record + JSON.stringify(result.steps)).not.toMatch(/pencil|t0ken|Ym9i|AGJvYg|cGVuY2ls/)
  return { ...result, record, auths: record.match(/(?<=^C: )AUTH .*/gm) ?? [] }
}

describe('a script without AUTH', () => {
  it('has a login before its mail, in the best way there is', async () => {
    const { verdict, auths } = await play(hello + mail, bob)
    expect([verdict, auths]).toEqual(['passed', ['AUTH SCRAM-SHA-256 ‹secret›']])
  })

  it('has it in TLS, behind the second hello', async () => {
    const inTls = `${hello}C: STARTTLS\nS: 220 *\n@tls\nC: EHLO client.example.test\nS: 250 *\n${mail}`
    const { verdict, record } = await play(inTls, { ...bob, mechanisms: ['SCRAM-SHA-256-PLUS'] })
    expect(verdict, record).toBe('passed')
    expect(record).toMatch(/@tls[^]*EHLO[^]*AUTH SCRAM-SHA-256-PLUS ‹secret›[^]*MAIL/)
  })

  it('has none where nobody logs in, or nothing is said that needs one', async () => {
    expect((await play(hello + mail, null)).mismatch?.got).toContain('530 5.7.0')
    const { verdict, auths } = await play(`${hello}C: NOOP\nS: 250 *\nC: QUIT\nS: 221 *\n`, bob)
    expect([verdict, auths]).toEqual(['passed', []])
  })

  it.each<[string, string, AuthRequest, string]>([
    ['the password is wrong', hello + mail, { ...bob, password: 'eraser' }, '535 5.7.8'],
    ['no mechanism fits', hello + mail, { ...bob, mechanisms: ['ANONYMOUS'] }, 'cannot log in: the server offers AUTH'],
    ['the mail is said too soon', hello.replace('S: 250 *\n', '') + mail, bob, 'lines in front of it'],
  ])('does not go on where %s', async (_name, script, auth, words) => {
    const { verdict, mismatch } = await play(script, auth)
    expect([verdict, mismatch?.expected]).toEqual(['failed', 'a login before this is said'])
    expect(mismatch?.got).toContain(words)
  })

  it('goes on without one where that may be', async () => {
    const { mismatch } = await play(hello + mail, { ...bob, password: 'eraser', need: 'optional' })
    expect(mismatch?.got).toContain('530 5.7.0')
  })

  it('knows still which reply is whose', async () => {
    const reading = readScript(
      `@needs rcpt\n${hello}C: MAIL FROM:<a@a.test>\nS: 250 *\nC: RCPT TO:<b@b.test> NONE=1\nS: 250 *\n`,
    )
    if (!reading.ok) throw new Error('no script')
    const { verdict, reason } = await playScript(
      reading.value,
      { kind: 'tcp', host: '127.0.0.1', port: server.port },
      { auth: bob },
    )
    expect([verdict, reason]).toEqual(['skipped', expect.stringContaining('the recipient is not accepted')])
  })
})

describe('what stands as ‹secret›', () => {
  it.each<[string, AuthRequest, string]>([
    ['PLAIN', bob, 'C: AUTH PLAIN ‹secret›\nS: 235 *\n'],
    ['PLAIN, asked for', bob, 'C: AUTH PLAIN\nS: 334 *\nC: ‹secret›\nS: 235 *\n'],
    ['LOGIN', bob, 'C: AUTH LOGIN\nS: 334 *\nC: ‹secret›\nS: 334 *\nC: ‹secret›\nS: 235 *\n'],
    ['LOGIN, the name at once', bob, 'C: AUTH LOGIN ‹secret›\nS: 334 *\nC: ‹secret›\nS: 235 *\n'],
    ['SCRAM-SHA-256', bob, 'C: AUTH SCRAM-SHA-256 ‹secret›\nS: 334 *\nC: ‹secret›\nS: 334 *\nC: ‹secret›\nS: 235 *\n'],
    ['XOAUTH2', { user: 'bob', token: 't0ken' }, 'C: AUTH XOAUTH2 ‹secret›\nS: 235 *\n'],
  ])('is said, of whoever logs in: %s', async (_name, auth, login) => {
    const { verdict, mismatch, record } = await play(hello + login + mail, auth)
    expect(verdict, JSON.stringify(mismatch) + record).toBe('passed')
    expect(record).toContain('‹secret›')
  })

  it('can be played from a recording', async () => {
    const { record } = await play(hello + mail, bob)
    expect((await play(record, bob)).verdict).toBe('passed')
    expect((await play(record, null)).mismatch?.expected).toContain('a credential')
  })

  it('is kept secret also by a server that did not ask for it', async () => {
    const talker = await startTalker('220 x', [[/./, '250 x']])
    const script = `${hello}C: AUTH PLAIN\nS: *\nC: ‹secret›\nS: *\nC: QUIT\nS: *\n`
    const { verdict } = await play(script, bob, talker.port)
    await talker.close()
    expect([verdict, talker.heard]).toEqual(['passed', expect.arrayContaining(['AGJvYgBwZW5jaWw='])])
  })

  it.each<[string, AuthRequest, string]>([
    ['no AUTH before it', bob, 'C: ‹secret›\nS: 235 *\n'],
    ['a mechanism that nobody knows', bob, 'C: AUTH NTLM ‹secret›\nS: 235 *\n'],
    ['a mechanism that wants something else', bob, 'C: AUTH XOAUTH2 ‹secret›\nS: 235 *\n'],
    ['one more than there is to say', bob, 'C: AUTH PLAIN ‹secret›\nS: 235 *\nC: ‹secret›\nS: 5xx *\nC: ‹secret›\n'],
  ])('is not made up: %s', async (_name, auth, login) => {
    const { verdict, mismatch } = await play(hello + login, auth)
    expect([verdict, mismatch?.expected]).toEqual(['failed', expect.stringContaining('‹secret›')])
  })
})
