import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseQuery } from '../../src/store/parse-query.ts'
import { clockOf } from '../../src/store/wall-clock.ts'

describe('what is typed to find messages', () => {
  it.each([
    ['', []],
    ['  ', []],
    ['invoice', [{ field: 'text', value: 'invoice', isNot: false }]],
    ['two words', [expect.objectContaining({ value: 'two' }), expect.objectContaining({ value: 'words' })]],
    ['"two words"', [{ field: 'text', value: 'two words', isNot: false }]],
    ['-"two words"', [{ field: 'text', value: 'two words', isNot: true }]],
    ['!x', [{ field: 'text', value: 'x', isNot: true }]],
    ['-x', [{ field: 'text', value: 'x', isNot: true }]],
    ['-', [{ field: 'text', value: '-', isNot: false }]],
    ['""', []],
    ['from:bob@example.test', [{ field: 'from', value: 'bob@example.test', isNot: false }]],
    ['FROM:bob', [{ field: 'from', value: 'bob', isNot: false }]],
    ['!subject:"your order"', [{ field: 'subject', value: 'your order', isNot: true }]],
    ['reply-to:x', [{ field: 'reply-to', value: 'x', isNot: false }]],
    ['message-id:a.b@c', [{ field: 'message-id', value: 'a.b@c', isNot: false }]],
    ['tag:"to do"', [{ field: 'tag', value: 'to do', isNot: false }]],
    [
      'mailbox:a@b login:carol session:s1',
      [
        { field: 'mailbox', value: 'a@b', isNot: false },
        { field: 'login', value: 'carol', isNot: false },
        { field: 'session', value: 's1', isNot: false },
      ],
    ],
    [
      'is:unread -is:tagged',
      [
        { field: 'is', value: 'unread', isNot: false },
        { field: 'is', value: 'tagged', isNot: true },
      ],
    ],
    [
      'has:attachments has:unsubscribe',
      [
        { field: 'has', value: 'attachment', isNot: false },
        { field: 'has', value: 'unsubscribe', isNot: false },
      ],
    ],
    [
      'larger:1.5M smaller:500kb',
      [
        { field: 'larger', value: 1572864, isNot: false },
        { field: 'smaller', value: 512000, isNot: false },
      ],
    ],
    ['after:2026-03-31', [{ field: 'after', value: new Date(2026, 2, 31), isNot: false }]],
    ['before:"2026/3/1 8:30"', [{ field: 'before', value: new Date(2026, 2, 1, 8, 30), isNot: false }]],
    ['before:2026-03-01T08:30:00+0100', [{ field: 'before', value: new Date('2026-03-01T07:30:00Z'), isNot: false }]],
    ['http://example.test/x', [{ field: 'text', value: 'http://example.test/x', isNot: false }]],
    ['colour:red', [{ field: 'text', value: 'colour:red', isNot: false }]],
    ['colour:"dark red"', [{ field: 'text', value: 'colour:dark red', isNot: false }]],
  ])('understands %j', (text, terms) => {
    expect(parseQuery(text)).toEqual({ ok: true, value: { terms } })
  })

  it.each([
    ['from:', 0, /"from:" needs something/],
    ['x is:new', 2, /is:read, is:unread, is:tagged/],
    ['has:pictures', 0, /has:attachment, has:inline/],
    ['larger:big', 0, /needs a size/],
    ['before:yesterday', 0, /needs a date: before:2026-03-31, or before:"2026-03-31 08:30"\.$/],
    ['before:2026-02-31', 0, /needs a date/],
    ['subject:"open', 8, /quotation mark is open/],
    ['x'.repeat(2001), 2000, /2000 characters/],
    ['x '.repeat(60), 100, /50 words/],
  ])('says what is wrong with %j', (text, offset, message) => {
    expect(parseQuery(text)).toEqual({ ok: false, offset, message: expect.stringMatching(message) as string })
  })

  it.each([
    ['after:2026-03-01', 'Europe/Berlin', '2026-02-28T23:00:00Z'],
    ['after:2026-07-01', 'Europe/Berlin', '2026-06-30T22:00:00Z'],
    ['before:"2026-03-29 03:30"', 'Europe/Berlin', '2026-03-29T01:30:00Z'],
    ['before:2026-03-01T08:30', 'Asia/Kolkata', '2026-03-01T03:00:00Z'],
    ['before:2026-01-01', 'Pacific/Auckland', '2025-12-31T11:00:00Z'],
    ['before:2026-01-01', 'America/Los_Angeles', '2026-01-01T08:00:00Z'],
    ['before:2026-01-01T00:00Z', 'America/Los_Angeles', '2026-01-01T00:00:00Z'],
  ])('%s means the clock of %s', (text, zone, at) => {
    expect(parseQuery(text, clockOf(zone)!)).toMatchObject({ ok: true, value: { terms: [{ value: new Date(at) }] } })
  })

  it('knows no clock of a zone that there is not', () => expect(clockOf('Nowhere/Town')).toBeNull())

  it('takes anything without a throw', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(typeof parseQuery(text).ok).toBe('boolean')
      }),
    )
  })
})
