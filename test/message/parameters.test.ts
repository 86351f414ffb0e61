import { expect, it } from 'vitest'
import { parseParameters } from '../../src/message/parameters.ts'
import { growth } from './growth.ts'

it.each([
  ['text/plain;;; ; charset=utf-8;', [['charset', 'utf-8']]],
  [
    'text/plain; ;x;"y";  a="b;c" ; d=e',
    [
      ['a', 'b;c'],
      ['d', 'e'],
    ],
  ],
  ['text/plain; =; a=b', [['a', 'b']]],
  ['text/plain; * ; a=b', [['a', 'b']]],
  ['text/plain;', []],
  ['text/plain; ;', []],
])('passes over what is no parameter in %j', (field, params) => {
  expect([...parseParameters(field).params]).toEqual(params)
})

it.each([';', '; ', ' ', 'a', '"', '=', ';=', ';"', 'a*', '\\', ';a'])(
  'takes no more than its length for %j',
  (piece) => {
    expect(growth((length) => parseParameters(`x;${piece.repeat(length / piece.length)}`), 1000)).toBeLessThan(60)
  },
)
