import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import * as library from '../../src/index.ts'
import { cert, key } from '../server/certificate.ts'

const page = readFileSync('docs/auth.md', 'utf8')

async function run(name: string, given: Readonly<Record<string, unknown>>, wanted: string): Promise<unknown> {
  const [, code] = new RegExp(`<!-- example: ${name} -->\n\`\`\`js\n([^]*?)\n\`\`\``).exec(page)!
  const body = code!.replace(/^import (\{[^}]*\}) from 'parley-smtp'$/m, 'const $1 = library')
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the page's own code
  const example = new Function(
    'library',
    ...Object.keys(given),
    `return (async () => {\n${body}\nreturn ${wanted}\n})()`,
  )
  return (example as (...values: unknown[]) => Promise<unknown>)(library, ...Object.values(given))
}

it('the client of the page logs in at the server of the page', async () => {
  const server = (await run('server', { key, cert }, 'server')) as library.MailServer
  try {
    const reply = (await run('client', { port: server.port }, 'reply')) as library.Reply
    expect(reply.code).toBe(235)
    const transcript = library.writeTranscript(server.sessions[0]!.transcript)
    expect(transcript).toContain('C: AUTH SCRAM-SHA-256-PLUS ‹secret›')
  } finally {
    await server.close()
  }
})

it('every mechanism stands in its table', () => {
  const [, table] = /^\| mechanism[^]*?\n([^]*?)\n\n/m.exec(page)!
  expect([...table!.matchAll(/`([A-Z0-9-]+)`/g)].map(([, name]) => name).sort()).toEqual([...library.mechanisms].sort())
})
