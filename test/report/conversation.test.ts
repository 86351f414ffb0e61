import { describe, expect, it } from 'vitest'
import { encode } from '../../src/protocol/bytes.ts'
import { ConversationPrinter, type ConversationOptions } from '../../src/report/conversation.ts'
import { createStyle } from '../../src/report/style.ts'
import type { TranscriptEvent } from '../../src/transcript/event.ts'

/** A conversation, each line with who says it in front. */
function events(...lines: readonly string[]): TranscriptEvent[] {
  return lines.map((line, at) => ({
    kind: line.startsWith('C') ? 'sent' : 'received',
    at,
    bytes: encode(`${line.slice(2)}\r\n`),
    secret: false,
  }))
}

const mail = events(
  'S 220 x',
  'C EHLO c.test',
  'S 250 x',
  'C MAIL FROM:<a@a.test>',
  'S 250 ok',
  'C RCPT TO:<b@b.test>',
  'S 550 no\u0007',
  'C RCPT TO:<c@b.test>',
  'S 250 ok',
  'C DATA',
  'S 354 go',
  'C A: 1',
  'C ',
  'C one',
  'C ..two',
  'C .',
  'S 250 ok',
)

function printer(options: Partial<ConversationOptions> = {}) {
  return new ConversationPrinter({ role: 'client', protocol: 'smtp' }, { style: createStyle(false), ...options })
}

function shown(options: Partial<ConversationOptions> = {}): string[] {
  const printing = printer(options)
  return mail.flatMap((event) => printing.read(event))
}

describe('ConversationPrinter', () => {
  it('shows what is said, and what is wrong with it', () => {
    expect(shown()).toEqual([
      'S: 220 x',
      'C: EHLO c.test',
      'S: 250 x',
      'C: MAIL FROM:<a@a.test>',
      'S: 250 ok',
      'C: RCPT TO:<b@b.test>',
      'S| 550 no\\x07\\r\\n',
      '# control character in a reply (RFC 5321 §4.2)',
      'C: RCPT TO:<c@b.test>',
      'S: 250 ok',
      'C: DATA',
      'S: 354 go',
      'C: A: 1',
      'C: ',
      'C: one',
      'C: ..two',
      'C: .',
      'S: 250 ok',
    ])
  })

  it.each([
    [0, ['# … 4 lines of the message', 'C: .']],
    [3, ['C: A: 1', 'C: ', 'C: one', '# … 1 more line of the message', 'C: .']],
  ])('shows %i lines of the message', (dataLines, lines) => {
    expect(shown({ dataLines }).slice(12, -1)).toEqual(lines)
  })

  it('knows a message that comes in chunks', () => {
    const printing = printer({ dataLines: 1, deviations: false })
    const chunked = events('C BDAT 10', 'C one', 'C two', 'S 250 ok', 'C BDAT 3 LAST', 'C .', 'S 250 ok', 'C QUIT')
    expect(chunked.flatMap((event) => printing.read(event))).toEqual([
      'C: BDAT 10',
      'C: one',
      '# … 1 more line of the message',
      'S: 250 ok',
      'C: BDAT 3 LAST',
      'C: .',
      'S: 250 ok',
      'C: QUIT',
    ])
  })

  it('comments on replies', () => {
    const lines = shown({ comment: ({ reply }) => (reply?.code === 354 ? 'go on' : null), deviations: false })
    expect(lines.filter((line) => line.startsWith('#'))).toEqual(['# go on'])
  })

  it('tells its lines apart', () => {
    const printing = printer({ dataLines: 1 })
    const lines = mail.flatMap((event) => printing.readLines(event))
    expect(lines.filter(({ isData }) => isData).map(({ by, text }) => `${by} ${text}`)).toEqual([
      'client A: 1',
      'remark … 3 more lines of the message',
      'client .',
    ])
    expect(lines.at(-1)).toMatchObject({ by: 'server', mark: 'S:', text: '250 ok', isData: false })
  })

  it('tells what happens to the connection', () => {
    const printing = printer()
    const told: TranscriptEvent[] = [
      { kind: 'elided', at: 0, by: 'us', octets: 9 },
      { kind: 'truncated', at: 0 },
      { kind: 'failed', at: 0, phase: 'connect', code: 'ECONNREFUSED', message: 'refused' },
      { kind: 'closed', at: 0, by: 'peer' },
    ]
    expect(told.flatMap((event) => printing.read(event))).toEqual([
      '# … 9 octets of the message',
      '# the record is full; what follows is not in it',
      '# refused',
      '# closed by the other side',
    ])
  })
})
