import { spawn } from 'node:child_process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createServer, type MailServer } from '../../src/store/mail-server.ts'

let mail: MailServer

beforeAll(async () => {
  mail = await createServer({ practice: true })
})

afterAll(() => mail.close())

function parley(...args: string[]) {
  const child = spawn(process.execPath, ['bin/parley', 'send', `127.0.0.1:${mail.port}`, '--helo', 'c.test', ...args])
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
  return { child, ended }
}

it('sends a mail', async () => {
  const { code, stderr, stdout } = await parley('--from', 'bob@example.test', '--to', 'alice@example.test').ended
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).toMatch(/\nC: X-Mailer: Parley \d+\.\d+\.\d+\n/)
  expect(mail.messages).toHaveLength(1)
})

it('does not wait for the rest of a message that nobody takes', async () => {
  const { child, ended } = parley('--from', 'nobody@example.test', '--to', 'alice@example.test', '--data', '-')
  child.stdin.on('error', () => {})
  // More than it reads before it speaks, and no end of it.
  child.stdin.write(Buffer.alloc(1_200_000, 'x\r\n'))
  expect((await ended).code).toBe(23)
})

it('goes on where nobody looks any more', async () => {
  const before = mail.messages.length
  const { child, ended } = parley('--from', 'bob@example.test', '--to', 'alice@example.test', '--repeat', '3')
  child.stdout.once('data', () => child.stdout.destroy())
  expect(await ended).toMatchObject({ code: 0, stderr: '' })
  expect(mail.messages.length - before).toBe(3)
})
