import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { concat, EMPTY, latin1 } from '../src/protocol/bytes.ts'
import { Observer, type Observation } from '../src/protocol/observer.ts'
import { countDeviations } from '../src/script/outcome.ts'
import { playScript } from '../src/script/play.ts'
import { formatMismatch } from '../src/script/format-mismatch.ts'
import { answerScript } from '../src/script/serve.ts'
import { readDialogue } from '../src/transcript/dialogue.ts'
import type { Item, Script } from '../src/transcript/script.ts'
import type { Transcript } from '../src/transcript/transcript.ts'
import { serveGolden, type GoldenServer } from './golden/server.ts'
import { connection } from './script/connection.ts'
import { script } from './script/play.ts'
import { cert, key } from './server/certificate.ts'

/**
 * Every conversation of test/golden, four times over: turn by turn with the server it is about, with itself on both
 * sides, cut into pieces for the server, and cut into pieces for whoever listens. What comes of it must be the same.
 */
interface Golden {
  readonly script: Script
  readonly text: string
  /** The folder it is in: how the server is set up. In `others` it is somebody else's, and plays the script. */
  readonly manner: string
}

const root = 'test/golden'
const goldens: readonly Golden[] = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.smtp'))
  .sort()
  .map((file) => {
    const text = readFileSync(`${root}/${file}`, 'utf8')
    return { script: script(text, file), text, manner: file.includes('/') ? file.split('/')[0]! : '' }
  })

/** Whether a client has waited for the answers is the one thing that the pieces decide. */
const ofTiming = ['early-talker', 'unagreed-pipelining', 'after-starttls']

/** What came of a conversation, whoever recorded it. */
function comeOf(transcript: Transcript) {
  const dialogue = readDialogue(transcript)
  return {
    codes: dialogue.turns.map(({ occasion, reply }) => `${occasion} ${reply?.code}`),
    messages: dialogue.messages.map(({ content, isComplete }) => [latin1(content), isComplete]),
    deviations: Object.fromEntries([...countDeviations(dialogue)].filter(([code]) => !ofTiming.includes(code)).sort()),
    state: dialogue.state,
  }
}

/** The client waits for each answer, as the script has it. */
async function holdTurnByTurn({ script, manner }: Golden) {
  const [near, far] = connection()
  const isOurs = manner !== 'others'
  const server = isOurs ? serveGolden(far, manner, script.protocol) : null
  const other = isOurs ? null : answerScript(script, far, { timeout: 2000 })
  const result = await playScript(script, { kind: 'stream', stream: near }, { timeout: 2000 })
  await other
  await server?.over
  return { result, server }
}

/** The client says all of it in the given pieces, and waits for nothing. */
async function say(pieces: readonly Uint8Array[], { script, manner }: Golden): Promise<GoldenServer> {
  const [near, far] = connection()
  const server = serveGolden(far, manner, script.protocol)
  near.resume()
  for (const piece of pieces) near.write(piece)
  near.end()
  await server.over
  return server
}

const seen = new Map<string, string[]>()

/**
 * Every place to cut that no text before has had: they begin alike. Of the long stretches of the longest, which are all
 * one letter, only some.
 */
function cuts(wire: Uint8Array, who: string): number[] {
  const text = latin1(wire)
  const others = seen.get(who) ?? []
  seen.set(who, [...others, text])
  const known = Math.max(0, ...others.map((other) => commonLength(text, other)))
  const places = Array.from({ length: Math.max(0, text.length - known) }, (_, i) => known + i).filter((at) => at > 0)
  return places.filter((at) => at % 997 === 0 || !/^(.)\1{29}$/s.test(text.slice(at - 15, at + 15)))
}

function commonLength(a: string, b: string): number {
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  return at
}

function cut(wire: Uint8Array, at: number): Uint8Array[] {
  return [wire.subarray(0, at), wire.subarray(at)]
}

/** Octet by octet; the very long ones by seventeens. */
function single(wire: Uint8Array): Uint8Array[] {
  const size = wire.length < 3000 ? 1 : 17
  return Array.from({ length: Math.ceil(wire.length / size) }, (_, i) => wire.subarray(i * size, (i + 1) * size))
}

/** What somebody sees who hears both sides, each event in the pieces that `inPieces` makes of it. */
function observe(
  { events, protocol }: Transcript,
  inPieces: (bytes: Uint8Array) => readonly Uint8Array[] = (bytes) => [bytes],
): string[] {
  const observer = new Observer({ lmtp: protocol === 'lmtp' })
  const seen: string[] = []
  const content: Uint8Array[] = []
  const note = (observation: Observation) => {
    if (observation.kind === 'reply') {
      const { reply, to, isLast, state } = observation
      seen.push(JSON.stringify([reply.code, to, isLast, state, reply.deviations]))
    } else if (observation.kind === 'client') {
      const { event } = observation
      if (event.kind === 'data') content.push(event.bytes)
      else
        seen.push(
          JSON.stringify([
            event.kind,
            'line' in event && latin1(event.line),
            'deviations' in event && event.deviations,
          ]),
        )
    }
  }
  for (const event of events) {
    if (event.kind === 'tls') observer.handshake()
    if (event.kind === 'closed') observer.end()
    if (event.kind === 'sent') for (const piece of inPieces(event.bytes)) observer.hearClient(piece)
    if (event.kind === 'received') for (const piece of inPieces(event.bytes)) observer.hearServer(piece)
    for (let next = observer.next(); next; next = observer.next()) note(next)
  }
  return [...seen, latin1(concat([EMPTY, ...content])), observer.state]
}

function has(items: readonly Item[], kind: Item['kind']): boolean {
  return items.some((item) => item.kind === kind || (item.kind === 'if' && has(item.items, kind)))
}

it('there are goldens, each with a name, a title of its own, and a reason', () => {
  expect(goldens.length).toBeGreaterThan(100)
  const titles = goldens.map((golden) => golden.script.title)
  expect(titles.filter((title, i) => title === null || titles.indexOf(title) !== i)).toEqual([])
  for (const { script, text } of goldens) {
    expect(script.id).toBe(basename(script.file, '.smtp'))
    expect(script.refs.length > 0 || text.includes('# QUIRK: ')).toBe(true)
  }
})

describe.each(goldens.map((golden) => ({ file: golden.script.file, golden })))('$file', ({ golden }) => {
  const { script, manner } = golden
  let held: ReturnType<typeof holdTurnByTurn> | null = null
  const hold = () => (held ??= holdTurnByTurn(golden))

  it('is held turn by turn', async () => {
    const { result, server } = await hold()
    expect(formatMismatch(result)).toBe('')
    if (!server) return
    const { messages, codes } = comeOf(server.transcript)
    expect(comeOf(result.transcript)).toMatchObject({ messages, codes })
    // Where LF ends lines in mail data too, only the server knows it.
    if (manner === 'lenient') return expect(server.delivered).toHaveLength(1)
    const accepted = readDialogue(server.transcript).messages.filter(({ replies }) =>
      replies.some(({ code }) => code === 250),
    )
    expect(server.delivered.map(latin1)).toEqual(accepted.map(({ content }) => latin1(content)))
  })

  it('agrees with itself on both sides', async () => {
    const [near, far] = connection()
    const [client, server] = await Promise.all([
      playScript(script, { kind: 'stream', stream: near }, { timeout: 2000 }),
      answerScript(script, far, { timeout: 2000, tls: { key, cert } }),
    ])
    expect(formatMismatch(client) + formatMismatch(server)).toBe('')
  })

  // TLS has no pieces to choose, and other servers are not ours to cut.
  if (manner !== 'others' && !has(script.items, 'tls'))
    it('is the same to the server in any pieces', async () => {
      const { result, server } = await hold()
      const { events } = result.transcript
      const wire = concat([EMPTY, ...events.flatMap((event) => (event.kind === 'sent' ? [event.bytes] : []))])
      const runs = [[wire], single(wire), ...cuts(wire, `${manner} ${script.protocol}`).map((at) => cut(wire, at))]
      for (const run of await Promise.all(runs.map((pieces) => say(pieces, golden)))) {
        // Where it is lax about line ends, an onlooker sees where the message ends only if the client waits there.
        if (manner !== 'lenient') expect(comeOf(run.transcript)).toEqual(comeOf(server!.transcript))
        expect(run.delivered.map(latin1)).toEqual(server!.delivered.map(latin1))
      }
    })

  it('looks the same to an observer in any pieces', async () => {
    const { transcript } = (await hold()).result
    const whole = observe(transcript)
    expect(observe(transcript, single)).toEqual(whole)
    for (const event of transcript.events) {
      if (event.kind !== 'sent' && event.kind !== 'received') continue
      for (const at of cuts(event.bytes, event.kind))
        expect(observe(transcript, (bytes) => (bytes === event.bytes ? cut(bytes, at) : [bytes]))).toEqual(whole)
    }
  })
})
