import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concat, decode, encode, fromLatin1, latin1 } from '../../src/protocol/bytes.ts'
import type { TranscriptEvent } from '../../src/transcript/event.ts'
import { readTranscript } from '../../src/transcript/read-transcript.ts'
import type { Transcript } from '../../src/transcript/transcript.ts'
import { writeTranscript } from '../../src/transcript/write-transcript.ts'

function transcriptOf(events: readonly TranscriptEvent[], rest: Partial<Transcript> = {}): Transcript {
  return { role: 'client', protocol: 'smtp', started: null, peer: null, events, ...rest }
}

const sent = (at: number, text: string, secret = false): TranscriptEvent => ({
  kind: 'sent',
  at,
  bytes: encode(text),
  secret,
})
const received = (at: number, text: string): TranscriptEvent => ({
  kind: 'received',
  at,
  bytes: encode(text),
  secret: false,
})

function readBack(transcript: Transcript): Transcript {
  const reading = readTranscript(writeTranscript(transcript))
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors))
  return reading.value
}

/** Neighbours from the same side joined: lines are stamped, not the pieces that the network made of them. */
function speeches(events: readonly TranscriptEvent[]): string[] {
  const out: string[] = []
  let last = ''
  for (const event of events) {
    if (event.kind !== 'sent' && event.kind !== 'received') continue
    if (event.kind !== last) out.push(event.kind === 'sent' ? '>' : '<')
    last = event.kind
    out[out.length - 1] += latin1(event.bytes)
  }
  return out
}

const everything = transcriptOf(
  [
    { kind: 'resolved', at: 0.5, name: 'mail.example.test', addresses: ['192.0.2.1', '2001:db8::1'] },
    { kind: 'failed', at: 3, phase: 'connect', code: 'ECONNREFUSED', message: 'connect  # "refused"\\ x = 1' },
    { kind: 'open', at: 12.3, local: null, remote: '192.0.2.1:25' },
    received(20, '220 mail.example.test ESMTP\r\n'),
    sent(21, 'EHLO client.example.test\r\n'),
    received(25, '250-mail.example.test\r\n250 AUTH PLAIN  # really\r\n'),
    sent(30, 'AUTH PLAIN '),
    sent(30, 'AGEAYg==', true),
    sent(30, '\r\n'),
    received(40, '235 ok\r\n'),
    {
      kind: 'tls',
      at: 50,
      protocol: 'TLSv1.3',
      cipher: 'TLS_AES_256_GCM_SHA384',
      servername: 'mail.example.test',
      alpn: null,
      distrust: 'self-signed certificate',
      certificate: {
        subject: 'CN=mail.example.test',
        issuer: 'O=Some "Body", CN=Root = 1',
        names: ['DNS:mail.example.test', 'DNS:example.test'],
        validFrom: '2026-01-01T00:00:00.000Z',
        validTo: '2027-01-01T00:00:00.000Z',
        fingerprint: 'AA:BB',
      },
    },
    {
      kind: 'tls',
      at: 51,
      protocol: '',
      cipher: '-',
      servername: null,
      alpn: 'x y',
      distrust: null,
      certificate: null,
    },
    { kind: 'elided', at: 60, by: 'us', octets: 123456 },
    { kind: 'elided', at: 61, by: 'peer', octets: 1 },
    { kind: 'truncated', at: 62 },
    { kind: 'closed', at: 70, by: 'timeout' },
    { kind: 'closed', at: 71, by: 'peer' },
    { kind: 'closed', at: 72, by: 'us' },
  ],
  { protocol: 'lmtp', started: '2026-01-31T12:00:00.000Z', peer: '/run/a socket' },
)

describe('writeTranscript', () => {
  it('writes what a person can read', () => {
    const text = writeTranscript(
      transcriptOf(
        [
          received(20.12, '220 mx.example.test ESMTP\r\n'),
          sent(21, 'EHLO client.example.test\r\n'),
          received(25, '250-mx.example.test\r\n250-SIZE 1000\r\n'),
          received(26, '250 HELP\r\n'),
          sent(30, 'MAIL FROM:<a@b>\nRCPT TO:<${x}@b> \r\n'),
          received(40, '250 Sender ok'),
          { kind: 'closed', at: 41.5, by: 'peer' },
        ],
        { peer: 'mx.example.test:25' },
      ),
    )
    expect(text.split('\n')).toEqual([
      '@role client',
      '@peer mx.example.test:25',
      '',
      '@at 0.0201',
      'S: 220 mx.example.test ESMTP',
      '@at 0.0210',
      'C: EHLO client.example.test',
      '@at 0.0250',
      'S: 250-mx.example.test',
      'S: 250-SIZE 1000',
      '@at 0.0260',
      'S: 250 HELP',
      '@at 0.0300',
      'C| MAIL FROM:<a@b>\\n',
      'C| RCPT TO:<$${x}@b> \\r\\n',
      '@at 0.0400',
      'S| 250 Sender ok',
      '@at 0.0415',
      '@closed by server',
      '',
    ])
  })

  it.each([
    ['text that is a comment, a pattern or an alternative', ['250 a  # b', '250 /a/', '250 a | 5xx b', '250 a ']],
    ['a reply with several codes', ['250-a', '251-b', '250 c']],
    ['a reply without its end', ['250-a', '250-b']],
    ['a line without a code', ['hello', '2500 x', '250x']],
  ])('keeps %s as octets', (_, lines) => {
    const transcript = transcriptOf([received(1, lines.map((line) => `${line}\r\n`).join(''))])
    const text = writeTranscript(transcript)
    expect(text.match(/^S\|/gm)).toHaveLength(lines.length)
    expect(speeches(readBack(transcript).events)).toEqual(speeches(transcript.events))
  })
})

describe('a transcript written and read back', () => {
  it('is the same in everything that can happen', () => {
    expect(readBack(everything)).toEqual({
      ...everything,
      events: everything.events.map((event) =>
        'secret' in event && event.secret ? { ...event, bytes: encode('‹secret›') } : event,
      ),
    })
  })

  it('is the same from the server’s side', () => {
    const server = { ...everything, role: 'server' as const }
    expect(writeTranscript(server)).toContain('@closed by client')
    expect(readBack(server).events.slice(-2)).toEqual(everything.events.slice(-2))
  })

  it('keeps credentials hidden, and shows them only when told to', () => {
    const text = writeTranscript(readBack(everything))
    expect(text).toContain('C: AUTH PLAIN ‹secret›\n')
    expect(text).not.toContain('AGEAYg')
    expect(writeTranscript(everything, { keepSecrets: true })).toContain('C: AUTH PLAIN AGEAYg==\n')
  })

  it('keeps every octet from both sides, and the time to a tenth of a millisecond', () => {
    const octets = fc
      .array(
        fc.oneof(
          { weight: 3, arbitrary: fc.uint8Array({ maxLength: 12 }) },
          fc.constantFrom(
            ...[
              '\r\n',
              '250 ',
              '250-',
              '  # ',
              '${',
              '$$',
              '\\',
              '\n',
              '.\r\n',
              ' ',
              '\t',
              '/',
              ' | 5xx',
              'é',
              '\x85',
              '"',
            ].map(encode),
          ),
        ),
        { minLength: 1, maxLength: 8 },
      )
      .map(concat)
      .filter((bytes) => bytes.length > 0)
    const said = fc.record({
      isOurs: fc.boolean(),
      bytes: octets,
      wait: fc.double({ min: 0.2, max: 1000, noNaN: true }),
    })
    fc.assert(
      fc.property(
        fc.array(said, { maxLength: 8 }),
        fc.constantFrom('client' as const, 'server' as const),
        (list, role) => {
          let at = 0
          const events = list.map(({ isOurs, bytes, wait }): TranscriptEvent => {
            at += wait
            return { kind: isOurs ? 'sent' : 'received', at, bytes, secret: false }
          })
          const transcript = transcriptOf(events, { role })
          const back = readBack(transcript)
          expect(speeches(back.events)).toEqual(speeches(events))
          // Each line's last octet went by when it did before.
          for (const event of back.events) {
            const nearest = Math.min(...events.map((original) => Math.abs(original.at - event.at)))
            expect(nearest).toBeLessThanOrEqual(0.05 + 1e-9)
          }
          expect(writeTranscript(back)).toBe(writeTranscript(transcript))
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('readTranscript', () => {
  it('reads a conversation that somebody has written down', () => {
    const reading = readTranscript('  S: 220 hi\n  C: QUIT\n  S: 221 bye\n')
    if (!reading.ok) throw new Error('not read')
    expect(reading.value).toMatchObject({ role: 'client', started: null, peer: null })
    expect(reading.value.events.map((event) => ('bytes' in event ? decode(event.bytes) : ''))).toEqual([
      '220 hi\r\n',
      'QUIT\r\n',
      '221 bye\r\n',
    ])
  })

  it.each([
    ['S: 250|251 *', 'the reply as it was'],
    ['S: 2xx', 'the reply as it was'],
    ['S: 250 /x/', 'the reply as it was'],
    ['C: EHLO ${helo}', 'text in place of ${helo}'],
    ['@include x.smtp', 'without @include'],
    ['@if PIPELINING\n@end', 'without @if'],
  ])('does not take %j for a conversation', (text, expected) => {
    const reading = readTranscript(text)
    expect(reading.ok ? null : reading.errors[0]!.expected).toContain(expected)
  })

  it('reads any octets, or says what is wrong with them', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => void readTranscript(latin1(bytes))))
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'CS:|@=#$*{}250-x!/\\ \n[(?<') }),
        (text) => void readTranscript(text),
      ),
    )
    expect(fromLatin1('')).toHaveLength(0)
  })
})
