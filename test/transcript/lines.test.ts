import { describe, expect, it } from 'vitest'
import { fromLatin1 } from '../../src/protocol/bytes.ts'
import type { TranscriptEvent } from '../../src/transcript/event.ts'
import { readLines } from '../../src/transcript/lines.ts'

function linesOf(events: readonly (readonly ['>' | '<' | '*', string])[], keepSecrets = false): string[] {
  const transcript = {
    role: 'client',
    protocol: 'smtp',
    started: null,
    peer: null,
    events: events.map(([mark, text], at): TranscriptEvent => ({
      kind: mark === '<' ? 'received' : 'sent',
      at,
      bytes: fromLatin1(text),
      secret: mark === '*',
    })),
  } as const
  return readLines(transcript, { keepSecrets }).map(
    ({ speaker, text, isPlain }) => `${speaker[0]}${isPlain ? ':' : '|'} ${text}`,
  )
}

describe('readLines', () => {
  it('joins pieces and splits chunks', () => {
    expect(
      linesOf([
        ['<', '250-a\r\n25'],
        ['<', '0 b\r\n'],
        ['>', 'NOOP\r\nQUIT\r\n'],
      ]),
    ).toEqual(['s: 250-a', 's: 250 b', 'c: NOOP', 'c: QUIT'])
  })

  it('ends a line where a chunk ends, but not where mail data only looks like one', () => {
    const octets = 'BDAT 5\r\nab\ncdBDAT 3 LAST\r\nx\r\n'
    expect(linesOf([['>', octets]])).toEqual(['c: BDAT 5', 'c| ab\\n', 'c| cd', 'c: BDAT 3 LAST', 'c: x'])
    expect(
      linesOf([
        ['<', '354 go on\r\n'],
        ['>', octets],
        ['<', '250 ok\r\n'],
        ['>', 'BDAT 1\r\nxRSET\r\n'],
      ]),
    ).toEqual([
      's: 354 go on',
      'c: BDAT 5',
      'c| ab\\n',
      'c: cdBDAT 3 LAST',
      'c: x',
      's: 250 ok',
      'c: BDAT 1',
      'c| x',
      'c: RSET',
    ])
  })

  it('keeps telnet apart from the line behind it', () => {
    expect(
      linesOf([
        ['>', '\xff\xfd\x03\xff\xfa\x18\0xterm\xff\xf0EHLO a\r\n\xff\xf1'],
        ['<', '\xff\xfc\x03250 a\r\n'],
      ]),
    ).toEqual([
      'c| \\xff\\xfd\\x03\\xff\\xfa\\x18\\0xterm\\xff\\xf0',
      'c: EHLO a',
      'c| \\xff\\xf1',
      's| \\xff\\xfc\\x03',
      's: 250 a',
    ])
  })

  it('escapes what is no line of text', () => {
    expect(linesOf([['>', 'a\nb\0\r\nc\r\n\xff\r\n\xc3\xa9\r\nlast']])).toEqual([
      'c| a\\n',
      'c| b\\0\\r\\n',
      'c: c',
      'c| \\xff\\r\\n',
      'c: é',
      'c| last',
    ])
  })

  it('hands out an unfinished line when the other side speaks', () => {
    expect(
      linesOf([
        ['>', 'EH'],
        ['<', '421 bye\r\n'],
      ]),
    ).toEqual(['c| EH', 's: 421 bye'])
  })

  it('hides secrets, and shows them when told to', () => {
    const events = [
      ['>', 'AUTH PLAIN '],
      ['*', 'AGEAYg=='],
      ['>', '\r\n'],
      ['*', 'c2VjcmV0\r\n'],
    ] as const
    expect(linesOf(events)).toEqual(['c: AUTH PLAIN ‹secret›', 'c: ‹secret›'])
    expect(linesOf(events, true)).toEqual(['c: AUTH PLAIN AGEAYg==', 'c: c2VjcmV0'])
  })

  it('shows a character, or hides a secret, that came in pieces as one', () => {
    expect(
      linesOf([
        ['>', '\0\xc3'],
        ['>', '\xa9\r\n'],
        ['*', 'c2V'],
        ['*', 'jcmV0\r\n'],
      ]),
    ).toEqual(['c| \\0é\\r\\n', 'c: ‹secret›'])
  })

  it('hides a secret in a line that is escaped', () => {
    expect(
      linesOf([
        ['>', 'AUTH\0PLAIN '],
        ['*', 'AGEAYg==\r\n'],
      ]),
    ).toEqual(['c| AUTH\\0PLAIN ‹secret›\\r\\n'])
  })
})
