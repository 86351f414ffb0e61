import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createServer, type MailServer } from '../../src/store/mail-server.ts'
import { cert, key } from '../server/certificate.ts'
import { parley, typeAt, type Ran, type Typing } from './program.ts'

/** Real hands at a real terminal, as far as a pseudo terminal is one. */

let server: MailServer
let folder: string

beforeAll(async () => {
  server = await createServer({ practice: true, tls: { key, cert } })
  folder = mkdtempSync(join(tmpdir(), 'parley-pty-'))
})

afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const CTRL_C = '\x03'
const CTRL_D = '\x04'
const CTRL_Z = '\x1a'
const ESCAPE = '\x1d'

/** Talk with the server, under a shell that says afterwards how the terminal was left. */
function talk(typings: readonly Typing[], options = ''): Promise<Ran> {
  const command = `'${process.execPath}' '${parley}' talk ${options} 127.0.0.1 ${server.port}`
  return typeAt(['env', `XDG_STATE_HOME=${folder}`, 'sh', '-c', `${command}; echo "left with $?"; stty -a`], typings)
}

const envelope: readonly Typing[] = [
  [/# next: EHLO[\s\S]*C: /, 'EHLO\r'],
  [/# next: STARTTLS[\s\S]*C: /, 'MAIL FROM:<a@example.org>\r'],
  [/# next: RCPT[\s\S]*C: /, 'RCPT TO:<bob@example.test>\r'],
  [/# next: RCPT[\s\S]*C: /, 'DATA\r'],
]

describe('parley talk under a pseudo terminal', () => {
  it('sends what was meant, not what was typed; octet for octet; and leaves the terminal as it was', async () => {
    const before = server.store.messages.length
    const { stdout } = await talk([
      [/# next: EHLO[\s\S]*C: /, 'EHLX\x7fO\r'],
      [/# next: STARTTLS[\s\S]*C: /, 'MAIL FROM:<a@exampel\x7f\x7fle.org>\r'],
      [/# next: RCPT[\s\S]*C: /, 'CPT TO:<bob@example.test>\x01R\r'],
      [/# next: RCPT[\s\S]*C: /, 'DATA\r'],
      [/mail data[\s\S]*C: /, `Subject: by hand\r\rcaf\xe9\t${'long '.repeat(60)}\r.\r`],
      [/queued[\s\S]*C: /, CTRL_D],
    ])
    expect(stdout).toContain('left with 0')
    expect(stdout).toMatch(/[; ]icanon/)
    expect(stdout).toMatch(/[; ]echo /)
    const message = server.store.messages[before]!
    expect(message.to).toEqual(['bob@example.test'])
    const content = Buffer.from(await message.content.bytes()).toString('latin1')
    expect(content).toMatch(new RegExp(`Subject: by hand\\r\\n\\r\\ncaf\xe9\\t(?:long ){60}\\r\\n$`))
    expect(stdout).toMatch(/\x1b\[91mS: 220/)
    expect(stdout).toMatch(/\x1b\[94mC: EHLO/)
  })

  it('upgrades to TLS, and back at the local prompt knows it', async () => {
    const { stdout } = await talk([
      [/# next: EHLO[\s\S]*C: /, 'EHLO\r'],
      [/# next: STARTTLS[\s\S]*C: /, 'STARTTLS\r'],
      [/EHLO is due again[\s\S]*C: /, ESCAPE],
      [/parley> /, 'status\r'],
      [/# encrypted: TLSv1\.3[\s\S]*C: /, 'QUIT\r'],
    ])
    expect(stdout).toContain('left with 0')
  })

  it('gives a message up', async () => {
    const before = server.store.messages.length
    const { stdout } = await talk([
      ...envelope,
      [/mail data[\s\S]*C: /, 'Subject: never\r'],
      [/Subject: never[\s\S]*C: /, CTRL_C],
      [/give the message up/, 'y\r'],
      [/it is not delivered[\s\S]*parley> /, '\r'],
    ])
    expect(stdout).toContain('left with 0')
    expect(server.store.messages).toHaveLength(before)
  })

  it('can be put aside and comes back', async () => {
    const typings: readonly Typing[] = [
      [/^.*\$ /, `'${process.execPath}' '${parley}' talk --no-history 127.0.0.1 ${server.port}\r`],
      [/# next: EHLO[\s\S]*C: /, `half${CTRL_Z}`],
      [/Stopped[\s\S]*\$ /, 'echo aside; fg\r'],
      [/aside[\s\S]*C: half/, `${CTRL_C}`],
      [/again hangs up[\s\S]*C: /, CTRL_C],
      [/@closed by client[\s\S]*\$ /, 'exit\r'],
    ]
    const { stdout } = await typeAt(['env', 'PS1=$ ', 'bash', '--norc', '-i'], typings)
    expect(stdout).toContain('@closed by client')
  })

  it('goes on where nobody could wake it', async () => {
    const { stdout } = await talk([
      [/# next: EHLO[\s\S]*C: /, `half${CTRL_Z}`],
      [/C: half/, '\x15NOOP\r'],
      [/# 250[\s\S]*C: /, CTRL_D],
    ])
    expect(stdout).toContain('left with 0')
  })

  it('remembers commands for the next time, and nothing else', async () => {
    const { stdout } = await talk([
      [/# next: EHLO[\s\S]*C: /, '\x1b[A\x1b[A\x1b[A'],
      [/C: /, CTRL_C],
      [/hangs up[\s\S]*C: /, CTRL_C],
    ])
    expect(stdout).toContain('left with 0')
    const history = readFileSync(join(folder, 'parley', 'talk-history'), 'utf8')
    expect(history).toContain('MAIL FROM:<a@example.org>\n')
    expect(history).not.toContain('Subject')
  })
})
