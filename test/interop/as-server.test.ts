import { writeFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createServer, type MailServer } from '../../src/store/mail-server.ts'
import type { StoredMessage } from '../../src/store/store.ts'
import { run, typeAt } from './program.ts'

/** Real clients talk to our server. */

let server: MailServer
let folder: string

beforeAll(async () => {
  server = await createServer({ hostname: 'mail.example.org' })
  folder = mkdtempSync(join(tmpdir(), 'parley-interop-'))
})

afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const text = async ({ content }: StoredMessage) => Buffer.from(await content.bytes()).toString('latin1')
const lastSession = () => server.sessions.at(-1)!

describe('swaks', () => {
  const swaks = (...args: readonly string[]) =>
    run('swaks', ['--server', '127.0.0.1', '--port', String(server.port), '--from', 'a@example.org', ...args])

  it.each([
    ['plain', []],
    ['pipelining', ['--pipeline']],
    ['HELO', ['--protocol', 'SMTP']],
    ['an attachment', ['--attach', '@/etc/hostname']],
    ['dots at the beginning of lines', ['--body', '.\n..\n.x']],
    ['a header and a body in UTF-8', ['--header', 'Subject: é', '--body', 'é']],
  ])('sends with %s', async (name, args) => {
    const to = `swaks-${name.replace(/\W/g, '-')}@example.org`
    expect(await swaks('--to', to, ...args)).toMatchObject({ code: 0 })
    const message = await server.waitFor({ to })
    expect(await text(message)).toMatch(/^X-Mailer: swaks/m)
    if (args[1]?.startsWith('.')) expect(await text(message)).toMatch(/\r\n\.\r\n\.\.\r\n\.x\r\n/)
    expect(lastSession().hasQuit).toBe(true)
  })

  it('stops where it is told to, and sends nothing', async () => {
    const before = server.store.messages.length
    expect(await swaks('--to', 'x@example.org', '--quit-after', 'RCPT')).toMatchObject({ code: 0 })
    expect(await swaks('--to', 'x@example.org', '--drop-after', 'DATA')).toMatchObject({ code: 0 })
    expect(server.store.messages.length).toBe(before)
  })

  it('speaks LMTP, and hears of each recipient', async () => {
    const lmtp = await createServer({ lmtp: true, policy: { rcpt: () => null } })
    const { code, stdout } = await run('swaks', [
      '--protocol',
      'LMTP',
      '--server',
      '127.0.0.1',
      '--port',
      String(lmtp.port),
      '--to',
      'a@example.org,b@example.org',
    ])
    expect(code).toBe(0)
    expect(stdout.match(/^<- {2}250 2\.0\.0 Ok: queued/gm)).toHaveLength(2)
    await lmtp.close()
  })
})

it('curl sends', async () => {
  const file = join(folder, 'mail.eml')
  writeFileSync(file, 'Subject: from curl\r\n\r\n.dot\r\n')
  const url = `smtp://127.0.0.1:${server.port}/client.example.org`
  expect(
    await run('curl', [
      '--silent',
      '--show-error',
      url,
      '--mail-from',
      'a@example.org',
      '--mail-rcpt',
      'curl@example.org',
      '--upload-file',
      file,
    ]),
  ).toMatchObject({ code: 0 })
  expect(await text(await server.waitFor({ to: 'curl@example.org' }))).toContain('\r\n\r\n.dot\r\n')
})

it('msmtp sends', async () => {
  const args = ['--host=127.0.0.1', `--port=${server.port}`, '--from=a@example.org', 'msmtp@example.org']
  expect(await run('msmtp', args, 'Subject: from msmtp\n\nhello\n')).toMatchObject({ code: 0 })
  expect(await text(await server.waitFor({ to: 'msmtp@example.org' }))).toContain('Subject: from msmtp')
})

it("Python's smtplib sends, with non-ASCII addresses too", async () => {
  const script = `
import smtplib
with smtplib.SMTP("127.0.0.1", ${server.port}) as client:
    client.sendmail("a@example.org", ["smtplib@example.org"], "Subject: hi\\r\\n\\r\\nhi\\r\\n")
    client.sendmail("a@example.org", ["josé@example.org"], "Subject: hi\\r\\n\\r\\nhi\\r\\n", mail_options=["SMTPUTF8"])
`
  expect(await run('python3', ['-c', script])).toMatchObject({ code: 0, stderr: '' })
  await server.waitFor({ to: 'smtplib@example.org' })
  expect((await server.waitFor({ to: 'josé@example.org' })).params.mail).toContain('SMTPUTF8')
})

it('nodemailer sends', async () => {
  const transport = createTransport({ host: '127.0.0.1', port: server.port, ignoreTLS: true })
  await transport.sendMail({
    from: 'a@example.org',
    to: ['nodemailer@example.org', 'other@example.org'],
    subject: 'é',
    html: '<b>hello</b>',
    attachments: [{ filename: 'a.bin', content: Buffer.alloc(100_000, 1) }],
    dsn: { id: '42', return: 'headers', notify: 'never', recipient: 'a@example.org' },
  })
  transport.close()
  const message = await server.waitFor({ to: 'nodemailer@example.org' })
  expect(message.to).toEqual(['nodemailer@example.org', 'other@example.org'])
  expect(message.params.rcpt[0]).toContain('NOTIFY=NEVER')
})

it.each([['-d'], ['-v']])('smtp-source sends a thousand (%s)', async (flag) => {
  const to = `source${flag}@example.org`
  expect(
    await run('smtp-source', [flag, '-s', '10', '-m', '1000', '-l', '1000', '-t', to, `127.0.0.1:${server.port}`]),
  ).toMatchObject({ code: 0 })
  expect(server.store.messages.filter((message) => message.to[0] === to)).toHaveLength(1000)
})

describe('a person at a telnet', () => {
  const talk = (to: string) =>
    [
      [/220 /, 'EHLO clientt\x7f.example.org\r'],
      [/250 HELP/, 'MAIL FROM:<a@example.org>\r'],
      [/250 2\.1\.0/, `RCPT TO: <${to}x\x7f>\r`],
      [/250 2\.1\.5/, 'DATA\r'],
      [/354 /, 'Subject: typed\r\r.. a dot\r.\r'],
      [/250 2\.0\.0/, 'QUIT\r'],
    ] as const

  it.each([
    ['telnet of inetutils', 'telnet@example.org', () => ['inetutils-telnet', '127.0.0.1', String(server.port)]],
  ])('types with %s', async (_name, to, command) => {
    const { code, stdout, stderr } = await typeAt(command(), talk(to))
    expect({ code, stderr }, stdout).toMatchObject({ stderr: '' })
    expect(stdout).toMatch(/221 2\.0\.0/)
    expect(await text(await server.waitFor({ to }))).toBe('Subject: typed\r\n\r\n. a dot\r\n')
    expect(lastSession().hasQuit).toBe(true)
  })

  it("types with PuTTY's plink, which sends LF alone, to a server that was told to take it", async () => {
    const lenient = await createServer({ hostname: 'mail.example.org', lenientLineEnds: true })
    const command = ['plink', '-telnet', '-P', String(lenient.port), '127.0.0.1']
    const { stdout } = await typeAt(command, talk('plink@example.org'))
    expect(stdout).toMatch(/221 2\.0\.0/)
    expect(await text(await lenient.waitFor({ to: 'plink@example.org' }))).toBe('Subject: typed\r\n\r\n. a dot\r\n')
    await lenient.close()
  })

  it('is told by the server that plink sends LF alone, before it types a mail in vain', async () => {
    const command = ['plink', '-telnet', '-P', String(server.port), '127.0.0.1']
    const { stdout } = await typeAt(command, [...talk('x@example.org').slice(0, 4), [/^354 /, '\x03']])
    expect(stdout).toContain('your lines end with LF alone, and only CRLF.CRLF ends a mail')
    expect(stdout).toContain('start this server with --lenient-line-ends')
  })
})
