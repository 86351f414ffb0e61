import { spawn } from 'node:child_process'
import { createServer as createSocketServer } from 'node:net'
import { Readable } from 'node:stream'
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
  expect(mail.store.messages).toHaveLength(1)
})

it('does not wait for the rest of a message that nobody takes', async () => {
  const { child, ended } = parley('--from', 'nobody@example.test', '--to', 'alice@example.test', '--data', '-')
  child.stdin.on('error', () => {})
  // More than it reads before it speaks, and no end of it.
  child.stdin.write(Buffer.alloc(1_200_000, 'x\r\n'))
  expect((await ended).code).toBe(23)
})

it('goes on where nobody looks any more', async () => {
  const before = mail.store.messages.length
  const { child, ended } = parley('--from', 'bob@example.test', '--to', 'alice@example.test', '--repeat', '3')
  child.stdout.once('data', () => child.stdout.destroy())
  expect(await ended).toMatchObject({ code: 0, stderr: '' })
  expect(mail.store.messages.length - before).toBe(3)
})

it('does not wait for a program that says nothing', async () => {
  const child = spawn(process.execPath, [
    'bin/parley',
    'send',
    '--pipe',
    // It does not notice either that nobody talks to it any more.
    `exec "${process.execPath}" -e "setTimeout(() => {}, 600000); process.stderr.write(process.pid + '\\n')"`,
    ...['--to', 'b@b.test', '--timeout', '0.5'],
  ])
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const code = await new Promise((resolve) => child.on('exit', resolve))
  const pid = /^\d+/m.exec(stderr)?.[0]
  if (pid !== undefined) process.kill(Number(pid))
  expect(code).toBe(21)
})

it('has little of a long message in memory', async () => {
  const sink = createSink()
  const port = await sink.listen()
  const measure = 'process.on("exit", () => process.stderr.write(String(process.resourceUsage().maxRSS)))'
  const args = ['--import', `data:text/javascript,${measure}`, 'bin/parley', 'send', `127.0.0.1:${port}`]
  const more = ['--from', 'a@a.test', '--to', 'b@b.test', '--data', '-', '-n']
  const child = spawn(process.execPath, [...args, ...more], { stdio: ['pipe', 'ignore', 'pipe'] })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const piece = Buffer.alloc(1_000_000, `${'x'.repeat(99)}\n`)
  Readable.from(Array.from({ length: 150 }, () => piece)).pipe(child.stdin)
  expect(await ended).toBe(0)
  sink.close()
  expect(sink.octets).toBeGreaterThan(151_000_000)
  // Kibibytes. Node itself has some forty thousand.
  expect(Number(stderr)).toBeLessThan(120_000)
})

/** A server that takes one message, and only counts it. */
function createSink() {
  const sink = { octets: 0, listen, close: () => server.close() }
  const server = createSocketServer((socket) => {
    let isData = false
    let tail = ''
    socket.write('220 hi\r\n')
    socket.on('data', (bytes) => {
      if (isData) sink.octets += bytes.length
      tail = (tail + bytes.toString('latin1', Math.max(0, bytes.length - 5))).slice(-5)
      if (isData && tail !== '\r\n.\r\n') return
      const isQuit = bytes.toString('latin1', 0, 4) === 'QUIT'
      isData = bytes.toString('latin1', 0, 4) === 'DATA'
      socket.write(isData ? '354 go\r\n' : isQuit ? '221 bye\r\n' : '250 ok\r\n')
    })
  })
  function listen(): Promise<number> {
    return new Promise((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port))
    })
  }
  return sink
}
