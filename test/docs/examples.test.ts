import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { formatMismatch } from '../../src/script/format-mismatch.ts'
import { playScript } from '../../src/script/play.ts'
import { serveScript } from '../../src/script/serve.ts'
import { createServer } from '../../src/store/mail-server.ts'
import { readScript } from '../../src/transcript/read-script.ts'
import { script } from '../script/play.ts'

const read = (name: string) => readFileSync(`examples/${name}`, 'utf8')
const variables = { helo: 'client.example.org', from: 'me@example.org', to: 'bob@example.test' }

it.each(['six-steps.smtp', 'no-relaying.smtp'])('%s goes as it is written', async (name) => {
  const server = await createServer({ practice: true })
  const { port } = server
  const result = await playScript(script(read(name)), { kind: 'tcp', host: '127.0.0.1', port }, { variables })
  await server.close()
  expect(formatMismatch(result)).toBe('')
  expect(result.verdict).toBe('passed')
})

it('busy.smtp is a server, and a client that takes it', async () => {
  const busy = script(read('busy.smtp').replace('@wait 2s', '@wait 1ms'))
  const server = await serveScript(busy, { connections: 1 })
  const { port } = server.address
  const result = await playScript(busy, { kind: 'tcp', host: '127.0.0.1', port }, { variables })
  expect([result, ...(await server.results)].map(formatMismatch)).toEqual(['', ''])
})

it('says at the top of each what it is for', () => {
  for (const name of readdirSync('examples').filter((each) => each.endsWith('.smtp'))) {
    expect(read(name)).toMatch(new RegExp(`^# .*parley (?:run|serve --script) examples/${name}`))
    expect(readScript(read(name), { file: name }).ok).toBe(true)
  }
})
