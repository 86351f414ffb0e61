import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { playScript } from '../../src/script/play.ts'
import { formatMismatch } from '../../src/script/format-mismatch.ts'
import { answerScript } from '../../src/script/serve.ts'
import { readTranscript } from '../../src/transcript/read-transcript.ts'
import { writeTranscript } from '../../src/transcript/write-transcript.ts'
import { connection } from '../script/connection.ts'
import { script } from '../script/play.ts'
import { beginTalk, startServer } from '../talk/scene.ts'

const page = readFileSync('docs/smtp-format.md', 'utf8')

/** The page's examples: all can be read, and those that are marked so can be played. */
const examples = [...page.matchAll(/^```smtp( play)?\n(.*?)^```$/gms)].map(([, mark, text]) => ({
  text: text!,
  title: script(text!).title ?? 'a recording',
  isPlayed: mark !== undefined,
}))

it('has examples', () => {
  expect(examples.filter(({ isPlayed }) => isPlayed).length).toBeGreaterThan(5)
})

describe.each(examples.filter(({ isPlayed }) => isPlayed))('$title', ({ text }) => {
  it('can be played on both sides', async () => {
    const [near, far] = connection()
    const [client, server] = await Promise.all([
      playScript(script(text), { kind: 'stream', stream: near }, { timeout: 2000 }),
      answerScript(script(text), far, { timeout: 2000 }),
    ])
    expect(formatMismatch(client) + formatMismatch(server)).toBe('')
    expect([client.verdict, server.verdict]).toEqual(['passed', 'passed'])
  })
})

it('has a recording that is written as it was read', () => {
  const recordings = examples.filter(({ isPlayed }) => !isPlayed)
  expect(recordings).toHaveLength(1)
  for (const { text } of recordings) {
    const reading = readTranscript(text)
    expect(reading.ok && writeTranscript(reading.value)).toBe(text)
  }
})

it('names every directive and every outcome', () => {
  const reader = readFileSync('src/transcript/read-directive.ts', 'utf8')
  const directives = [...reader.matchAll(/^ {2}(\w+): \(/gm)].map(([, name]) => `@${name}`)
  const outcomes = [...reader.matchAll(/^ {4}case '(\w+)':/gm)].map(([, name]) => `= ${name}`)
  expect(directives.length).toBeGreaterThan(20)
  expect(outcomes).toHaveLength(5)
  expect([...directives, ...outcomes].filter((name) => !page.includes(name))).toEqual([])
})

describe('who closed, where both ends do', () => {
  const [, told] = /^(`@closed by` names[^]*?)\n\n/m.exec(page) ?? []

  it.each([
    ['QUIT', 'client'],
    ['HELP', 'server'], // 421: this client stays until it is told that the server has gone
  ])('behind %s the client names the %s, and the server the server', async (line, who) => {
    expect(told).toContain("the server's record names the server")
    expect(told).toContain("the client's the client, unless it saw the server go first")
    const server = await startServer({ faults: ['HELP 421'] })
    const scene = await beginTalk(server.port)
    await scene.say(line)
    await scene.shows(/@closed/)
    expect(scene.texts.flatMap((text) => /^@closed by \w+/.exec(text) ?? [])).toEqual([`@closed by ${who}`])
    const { transcript } = server.sessions[0]!
    await expect.poll(() => writeTranscript(transcript)).toMatch(/\n@closed by server\n$/)
  })

  it.each(['client', 'server'])('a client can play what says that the %s did', async (who) => {
    const server = await startServer()
    const endpoint = { kind: 'tcp', host: '127.0.0.1', port: server.port } as const
    const play = await playScript(script(`S: 220\nC: QUIT\nS: 221\n@closed by ${who}`), endpoint, { timeout: 2000 })
    expect(play.verdict).toBe('passed')
  })

  it.each(['client', 'server'])('a server can play what says that the %s did', async (who) => {
    const [near, far] = connection()
    const text = 'S: 220\nC: QUIT\nS: 221\n@closed by '
    const [, server] = await Promise.all([
      playScript(script(`${text}client`), { kind: 'stream', stream: near }, { timeout: 2000 }),
      answerScript(script(`${text}${who}`), far, { timeout: 2000 }),
    ])
    expect(server.verdict).toBe('passed')
  })
})
