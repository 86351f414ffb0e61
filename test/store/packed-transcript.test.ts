import { expect, it } from 'vitest'
import { encode } from '../../src/protocol/bytes.ts'
import { packTranscript, unpackTranscript } from '../../src/store/packed-transcript.ts'
import type { Transcript } from '../../src/transcript/transcript.ts'

const transcript: Transcript = {
  role: 'server',
  protocol: 'lmtp',
  started: '2026-11-28T15:00:00.000Z',
  peer: '127.0.0.1:4000',
  events: [
    { kind: 'open', at: 0, local: '127.0.0.1:1025', remote: '127.0.0.1' },
    { kind: 'sent', at: 1, bytes: encode('220 mail.example.test\r\n'), secret: false },
    { kind: 'received', at: 2, bytes: Uint8Array.of(0, 255, 13, 10), secret: false },
    { kind: 'received', at: 2.5, bytes: encode('password\r\n'), secret: true },
    { kind: 'closed', at: 3, by: 'peer' },
  ],
}

it('a transcript comes back as it was, but for credentials', () => {
  const packed = packTranscript(transcript)
  const { events, ...facts } = unpackTranscript(packed)
  expect({ ...facts, events: [...events.slice(0, 3), ...events.slice(4)] }).toEqual({
    ...transcript,
    events: [...transcript.events.slice(0, 3), ...transcript.events.slice(4)],
  })
  expect(events[3]).toMatchObject({ kind: 'received', at: 2.5, secret: true })
  expect(new TextDecoder().decode((events[3] as { bytes: Uint8Array }).bytes)).not.toContain('password')
})

it('what is none is told so', () => {
  expect(() => unpackTranscript(Uint8Array.of(1, 2, 3))).toThrow()
})

it('a long conversation takes a fraction of its octets', () => {
  const line = encode('RCPT TO:<somebody.with.a.name@example.test>\r\n')
  const events = Array.from({ length: 1000 }, (_, at) => ({
    kind: 'received' as const,
    at,
    bytes: line,
    secret: false,
  }))
  expect(packTranscript({ ...transcript, events }).length).toBeLessThan((1000 * line.length) / 5)
})
