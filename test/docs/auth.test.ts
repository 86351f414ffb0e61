import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import * as library from '../../src/index.ts'
import { cert, key } from '../server/certificate.ts'
import { runExample } from './example.ts'

const path = 'docs/auth.md'
const page = readFileSync(path, 'utf8')

it('the client of the page logs in at the server of the page', async () => {
  const { server } = (await runExample(path, 'server', { key, cert }, ['server'])) as { server: library.MailServer }
  try {
    const { reply } = (await runExample(path, 'client', { port: server.port }, ['reply'])) as { reply: library.Reply }
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
