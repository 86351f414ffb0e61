import { expect, it } from 'vitest'
import { encode } from '../../src/protocol/bytes.ts'
import { readTags } from '../../src/message/tags.ts'

it.each([
  ['X-Tags: two, one ,two,\r\n\r\nx', ['one', 'two']],
  ['Subject: hi\r\nx-TAGS: a\r\n b, c\r\n\r\nx', ['a b', 'c']],
  ['Subject: hi\nX-Tags: bare\n\nx', ['bare']],
  ['X-Tags: =?utf-8?q?gr=C3=BCn?=\r\n', ['grün']],
  [`X-Tags: ${'y'.repeat(101)}\r\n\r\n`, ['y'.repeat(100)]],
  ['X-Tags:', []],
  ['', []],
  // Neither a field that is called otherwise nor a line of the body.
  ['X-Tagged: a\r\nY-Tags: b\r\n\r\nX-Tags: c\r\n', []],
  ['Subject: hi\n\nX-Tags: c\n', []],
])('of %j are %j', (message, tags) => expect(readTags(encode(message))).toEqual(tags))

it('are fifty at most', () => {
  const many = Array.from({ length: 60 }, (_, i) => `t${i}`).join(',')
  expect(readTags(encode(`X-Tags: ${many}\r\n\r\n`))).toHaveLength(50)
})
