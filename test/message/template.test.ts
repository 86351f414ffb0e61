import { describe, expect, it } from 'vitest'
import { encode, fromLatin1, latin1 } from '../../src/protocol/bytes.ts'
import { editHeaders } from '../../src/message/edit.ts'
import type { HeaderEdits } from '../../src/message/field.ts'
import { expandTemplate, expandTokens, parseHeaderArgument, unescapeNewlines } from '../../src/message/template.ts'

const values = {
  from: 'a@a.test',
  to: ['b@b.test', 'c@c.test'],
  date: 'Sun, 22 Nov 2026 09:05:09 +0100',
  messageId: '1@a.test',
  version: '1.0',
}

function expand(template: string, body = 'hi', headers: HeaderEdits = {}): string {
  return latin1(expandTemplate(fromLatin1(template), values, { body: fromLatin1(body), headers }))
}

const swaks = 'To: %TO_ADDRESS%\nSubject: test\nX-Old: 1\n%NEW_HEADERS%\n%BODY%\n'

describe('expandTemplate', () => {
  const cases: readonly [name: string, template: string, body: string, headers: HeaderEdits, message: string][] = [
    [
      'every token',
      'F: %FROM_ADDRESS%\nT: %TO_ADDRESS%\nD: %DATE%\nM: <%MESSAGEID%>\nV: %SWAKS_VERSION%%NEWLINE%\n%BODY%\n',
      'hi',
      {},
      'F: a@a.test\r\nT: b@b.test,c@c.test\r\nD: Sun, 22 Nov 2026 09:05:09 +0100\r\nM: <1@a.test>\r\nV: 1.0\r\n\r\nhi\r\n',
    ],
    ['what is no token stays', 'A: %FOO% 100% %date%\n\n%BODY%\n', '%', {}, 'A: %FOO% 100% %date%\r\n\r\n%\r\n'],
    ['tokens in the body', '\n%BODY%', 'to %TO_ADDRESS% %BODY%', {}, '\r\nto b@b.test,c@c.test %BODY%'],
    ['no new headers', swaks, 'hi', {}, 'To: b@b.test,c@c.test\r\nSubject: test\r\nX-Old: 1\r\n\r\nhi\r\n'],
    [
      'new headers where the token is',
      swaks,
      'hi',
      {
        add: [
          { name: 'X', value: '%DATE%' },
          { name: 'Y', value: '2' },
        ],
      },
      `To: b@b.test,c@c.test\r\nSubject: test\r\nX-Old: 1\r\nX: ${values.date}\r\nY: 2\r\n\r\nhi\r\n`,
    ],
    [
      'a field that is there is replaced, another is added',
      swaks,
      'hi',
      {
        set: [
          { name: 'subject', value: 'for %FROM_ADDRESS%' },
          { name: 'Z', value: '3' },
          { name: 'x-old', value: null },
        ],
      },
      'To: b@b.test,c@c.test\r\nsubject: for a@a.test\r\nZ: 3\r\n\r\nhi\r\n',
    ],
    [
      'without the token they go to the end of the header',
      'A: 1\n\n%BODY%\n',
      'hi',
      { set: [{ name: 'a', value: '2' }], add: [{ name: 'B', value: '3' }] },
      'a: 2\r\nB: 3\r\n\r\nhi\r\n',
    ],
    ['a separator line of mbox goes', 'From a@b Sun Nov 22 08:05:09 2026\nA: 1\n\nx\n', '', {}, 'A: 1\r\n\r\nx\r\n'],
    ['From further down stays', 'A: 1\n\nFrom me\n', '', {}, 'A: 1\r\n\r\nFrom me\r\n'],
    ['a closing dot goes', 'A: 1\n\nx\n.\n', '', {}, 'A: 1\r\n\r\nx\r\n'],
    ['another dot stays', 'A: 1\n\nx.\n', '', {}, 'A: 1\r\n\r\nx.\r\n'],
    ['line ends become CRLF, once', 'A: 1\r\n\n\n\r\nx', '', {}, 'A: 1\r\n\r\n\r\n\r\nx'],
    ['octets stay octets', 'A: \xe9\n\n%BODY%', '\xff\xc3\xa9', {}, 'A: \xe9\r\n\r\n\xff\xc3\xa9'],
  ]

  it.each(cases)('%s', (_name, template, body, headers, message) => {
    expect(expand(template, body, headers)).toBe(message)
  })

  it('writes values in UTF-8', () => {
    const given = { ...values, from: 'zoë@a.test' }
    expect(expandTemplate(encode('F: %FROM_ADDRESS%\n'), given, { body: encode('') })).toEqual(
      encode('F: zoë@a.test\r\n'),
    )
    expect(expandTokens('%FROM_ADDRESS%', given)).toBe('zoë@a.test')
  })
})

describe('arguments of a command line', () => {
  it.each([
    ['one\\ntwo', 'one\ntwo'],
    ['one\\\\ntwo\\t', 'one\\\ntwo\\t'],
    ['plain', 'plain'],
  ])('%s', (argument, text) => {
    expect(unescapeNewlines(argument)).toBe(text)
  })

  it.each([
    ['X-A: b', [{ name: 'X-A', value: 'b' }]],
    ['X-A:b: c', [{ name: 'X-A', value: 'b: c' }]],
    [
      'X-A: 1\\nX-B: 2\\n',
      [
        { name: 'X-A', value: '1' },
        { name: 'X-B', value: '2' },
      ],
    ],
    ['X-A: 1\\n two', [{ name: 'X-A', value: '1\n two' }]],
    ['no colon', [{ name: '', value: 'no colon' }]],
    ['a sentence: so', [{ name: '', value: 'a sentence: so' }]],
    ['X-Empty:', [{ name: 'X-Empty', value: '' }]],
  ])('--header "%s"', (argument, fields) => {
    expect(parseHeaderArgument(argument)).toEqual(fields)
  })
})

describe('editHeaders', () => {
  it.each([
    [
      'leaves every other octet',
      'A:  1\nB :\t2\r\n 3\r\n\r\n\xff\n',
      { set: [{ name: 'C', value: '4' }] },
      'A:  1\nB :\t2\r\n 3\r\nC: 4\r\n\r\n\xff\n',
    ],
    ['gives a body a header', 'just text\r\n', { add: [{ name: 'A', value: '1' }] }, 'A: 1\r\n\r\njust text\r\n'],
    ['changes nothing for nothing', 'just text\r\n', {}, 'just text\r\n'],
    [
      'does not lose a separator line of mbox',
      'From a\r\nA: 1\r\n\r\n',
      { add: [{ name: 'B', value: '2' }] },
      'From a\r\nA: 1\r\nB: 2\r\n\r\n',
    ],
    ['completes a line before it adds one', 'A: 1', { add: [{ name: 'B', value: '2' }] }, 'A: 1\r\nB: 2\r\n'],
  ])('%s', (_name, message, edits, edited) => {
    expect(latin1(editHeaders(fromLatin1(message), edits))).toBe(edited)
  })
})
