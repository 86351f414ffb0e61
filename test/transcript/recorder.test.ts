import { describe, expect, it } from 'vitest'
import { decode, encode } from '../../src/protocol/bytes.ts'
import type { TranscriptEvent } from '../../src/transcript/event.ts'
import { readRawRecord } from '../../src/transcript/raw-record.ts'
import { Recorder, type RecorderOptions } from '../../src/transcript/recorder.ts'

function createRecorder(options: Partial<RecorderOptions> = {}) {
  let time = 100
  return new Recorder({
    role: 'client',
    peer: null,
    now: () => time++,
    started: new Date(0),
    ...options,
  })
}

/** Events as short text: `>` sent, `<` received, secrets in brackets. */
function show(events: readonly TranscriptEvent[]): string[] {
  return events.map((event) => {
    if (event.kind === 'elided') return `${event.by} elided ${event.octets}`
    if (event.kind !== 'sent' && event.kind !== 'received') return event.kind
    const text = decode(event.bytes)
    return `${event.kind === 'sent' ? '>' : '<'}${event.secret ? `[${text}]` : text}`
  })
}

describe('Recorder', () => {
  it('keeps what was said, by whom and when', () => {
    const recorder = createRecorder()
    recorder.received(encode('220 hi\r\n'))
    recorder.sent(encode('QUIT\r\n'))
    recorder.closed('us')
    const { events } = recorder.transcript
    expect(show(events)).toEqual(['<220 hi\r\n', '>QUIT\r\n', 'closed'])
    expect(events.map(({ at }) => at)).toEqual([1, 2, 3])
  })

  it('is not changed by what becomes of the octets it was given', () => {
    const recorder = createRecorder()
    const bytes = encode('220 hi\r\n')
    recorder.received(bytes)
    bytes.fill(0)
    expect(show(recorder.transcript.events)).toEqual(['<220 hi\r\n'])
  })

  it('marks a secret, and only that', () => {
    const recorder = createRecorder()
    recorder.sent(encode('AUTH PLAIN c2VjcmV0\r\nNOOP\r\n'))
    recorder.received(encode('235 ok\r\n'))
    recorder.secret('sent', encode('c2VjcmV0'))
    expect(show(recorder.transcript.events)).toEqual(['>AUTH PLAIN ', '>[c2VjcmV0]', '>\r\nNOOP\r\n', '<235 ok\r\n'])
  })

  it('can be read in another thread', () => {
    const recorder = createRecorder()
    recorder.open('a', 'b')
    recorder.sent(encode('AUTH PLAIN c2VjcmV0\r\n'))
    recorder.received(encode('235 ok\r\n'))
    recorder.secret('sent', encode('c2VjcmV0'))
    const { raw, transcript } = recorder
    recorder.closed('us')
    expect(readRawRecord(structuredClone(raw))).toEqual(transcript)
  })

  it('marks a secret that came in pieces: everything since the other side spoke', () => {
    const recorder = createRecorder()
    recorder.received(encode('EHLO x\r\n'))
    recorder.sent(encode('334 \r\n'))
    recorder.received(encode('c2V'))
    recorder.received(encode('jcmV0\r\n'))
    recorder.secret('received', encode('c2VjcmV0'))
    expect(show(recorder.transcript.events)).toEqual(['<EHLO x\r\n', '>334 \r\n', '<[c2V]', '<[jcmV0\r\n]'])
  })

  it('marks what proves to a client of SCRAM that the server knows the password', () => {
    const recorder = createRecorder()
    recorder.sent(encode('334 dj1hYmM=\r\n'))
    recorder.received(encode('334 dj0xYmM=\r\n'))
    recorder.received(encode('334 cj0xYmM=\r\n'))
    expect(show(recorder.transcript.events)).toEqual([
      ...['>334 ', '>[dj1hYmM=]', '>\r\n'],
      ...['<334 ', '<[dj0xYmM=]', '<\r\n'],
      '<334 cj0xYmM=\r\n',
    ])
  })

  it('hands out each event once', () => {
    const recorder = createRecorder()
    recorder.sent(encode('a'))
    expect(show(recorder.takeNew())).toEqual(['>a'])
    expect(recorder.takeNew()).toEqual([])
    recorder.sent(encode('b'))
    expect(show(recorder.takeNew())).toEqual(['>b'])
  })

  it('keeps the beginning and the end of long mail data', () => {
    const recorder = createRecorder({ keepData: 100 })
    recorder.data('sent', encode('head\r\n'))
    for (let i = 0; i < 100; i++) recorder.data('sent', encode(`${'x'.repeat(98)}\r\n`))
    recorder.data('sent', encode('\r\n.'))
    recorder.data('sent', encode('\r\n'))
    recorder.endData()
    const shown = show(recorder.transcript.events)
    expect(shown[0]).toBe('>head\r\n')
    const octets = Number(/elided (\d+)/.exec(shown[1]!)![1])
    expect(shown[2]).toMatch(/^>(x{98}\r\n)+\r\n\.\r\n$/)
    expect(octets + shown[2]!.length - 1).toBe(100 * 100 + 5)
    expect(shown[2]!.length).toBeLessThan(2000)
  })

  it('stops at its limit, and says so', () => {
    const recorder = createRecorder({ keepTotal: 10 })
    recorder.sent(encode('12345678'))
    recorder.sent(encode('901'))
    recorder.sent(encode('2'))
    recorder.closed('peer')
    expect(show(recorder.transcript.events)).toEqual(['>12345678', 'truncated', 'closed'])
  })
})
