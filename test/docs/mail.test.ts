import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import { addLoginOptions } from '../../src/cli/login-options.ts'
import { addTlsDemandOptions, addTlsOptions } from '../../src/cli/tls-options.ts'
import { Verb } from '../../src/cli/verb.ts'
import mail from '../../src/cli/verbs/mail.ts'
import { runParley, startParley, type Running } from '../cli/parley.ts'

const page = readFileSync('docs/mail.md', 'utf8')
const blocks = (kind: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${kind}\\n([^]*?)^\`\`\`$`, 'gm'))].map(([, text]) => text!)

/** A line of the page as arguments; this server's in place of the usual one. */
function words(line: string): string[] {
  const found = line.replace(/ +#.*$/, '').match(/'[^']*'|\S+/g)!
  return found.map((word) => word.replace(/^'(.*)'$/, '$1')).slice(1)
}

/** Ids, times and sizes are different each time. */
const plain = (text: string) =>
  text
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d/g, 'WHEN')
    .replace(/\b[a-z0-9]+-\d\d\b(?=[ ,])/g, 'ID')
    .replace(/\d+ octets/g, 'N octets')

describe('docs/mail.md', { timeout: 60_000 }, () => {
  let folder: string
  let server: Running
  let port: string
  let url: string

  const run = (line: string) => {
    const [verb = '', ...args] = words(line.replace('localhost:1025', `127.0.0.1:${port}`))
    return runParley([verb, ...args, ...(verb === 'mail' ? ['--server', url] : [])], { cwd: folder })
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parley-mail-'))
    server = startParley(['serve', '--listen', '0', '--http', '0', '--quiet'])
    port = (await server.shows(/listening on 127\.0\.0\.1:(\d+)/))[1]!
    url = (await server.shows(/API are at (http:\S+)/))[1]!
    const entry = (from: string, subject: string, text: string) =>
      `From ${from} Sat Nov 28 17:04:00 2026\nFrom: ${from}\nTo: bob@example.test\nSubject: ${subject}\n\n${text}\n\n`
    writeFileSync(
      join(folder, 'archive.mbox'),
      entry('alice@example.org', 'Lunch', 'At one?') + entry('shop@example.org', 'Your code', 'Your code is 482913.'),
    )
  })

  afterAll(async () => {
    server.child.kill('SIGTERM')
    await server.ended
    rmSync(folder, { recursive: true })
  })

  it('shows what is shown', async () => {
    await run('parley mail import archive.mbox')
    const [list, show] = blocks('text')
    expect(plain((await run('parley mail list')).stdout)).toBe(plain(list!))
    expect(plain((await run('parley mail show last')).stdout)).toBe(plain(show!))
  })

  it('has commands that work', async () => {
    const [first = '', script = ''] = blocks('sh')
    const lines = first
      .trim()
      .split('\n')
      .filter((line) => line.startsWith('parley mail'))
    expect(lines).toHaveLength(6)
    for (const line of lines) expect(await run(line), line).toMatchObject({ code: 0 })
    const ran = []
    for (const line of script.trim().split('\n')) ran.push(await run(line))
    expect(ran.map(({ code }) => code)).toEqual([0, 0, 0])
    expect(ran[2]!.stdout).toBe(`${/^prints `(\d+)`/m.exec(page)![1]}\n`)
  })

  it('names every part and every option', () => {
    const { parts } = mail()
    expect([...page.matchAll(/^## ([a-z]+)$/gm)].map(([, name]) => name)).toEqual(parts.map((part) => part.name()))
    const options = new Set(parts.flatMap((part) => part.options.map(({ long }) => long!)))
    // What is as with parley send stands on its page.
    const verb = new Verb('x')
    addLoginOptions(verb)
    addTlsOptions(addTlsDemandOptions(verb))
    const ofSend = new Set(verb.options.map(({ long }) => long))
    for (const option of options)
      if (option !== '--color' && !ofSend.has(option)) expect(page).toMatch(new RegExp(`${option}[\` ]`))
  })

  it('has exit codes that there are', () => {
    const told = [...page.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code))
    expect(told).toEqual([0, 1, 2, 6, 28, 51, 75])
    for (const code of told) expect(Object.values(exitCodes)).toContain(code)
  })
})
