import { describe, expect, it } from 'vitest'
import { writeParam } from '../../src/protocol/params.ts'
import { envelopeRecipients, readMailbox, readParams, readRecipients } from '../../src/cli/verbs/send/envelope.ts'

describe('readRecipients', () => {
  it.each([
    ['bob@b.test', ['bob@b.test']],
    ['<bob@b.test>', ['bob@b.test']],
    ['bob@b.test, carol@c.test,dan@d.test', ['bob@b.test', 'carol@c.test', 'dan@d.test']],
    ['bob@b.test NOTIFY=SUCCESS,FAILURE', ['bob@b.test NOTIFY=SUCCESS,FAILURE']],
    [
      'bob@b.test NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;b@b.test, carol@c.test NOTIFY=NEVER,dan@d.test',
      ['bob@b.test NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;b@b.test', 'carol@c.test NOTIFY=NEVER', 'dan@d.test'],
    ],
    ['Bob <bob@b.test> rrvs=2026-01-01T00:00:00Z', ['bob@b.test RRVS=2026-01-01T00:00:00Z']],
    ['"Doe, John" <john@b.test>,x@y', ['john@b.test', 'x@y']],
    ['"a, b"@b.test', ['"a, b"@b.test']],
    ['"a b"@b.test X', ['"a b"@b.test X']],
    ['postmaster,bob@b.test', ['postmaster', 'bob@b.test']],
    ['postmaster NOTIFY=NEVER', ['postmaster NOTIFY=NEVER']],
    ['no address at all', ['no address at all']],
    ['<>', ['']],
    ['@a.test:bob@b.test', ['@a.test:bob@b.test']],
    ['', []],
  ])('%s', (text, expected) => {
    const written = readRecipients(text).map(({ address, params }) => [address, ...params.map(writeParam)].join(' '))
    expect(written).toEqual(expected)
  })
})

it.each([
  ['bob@b.test', 'bob@b.test', 'bob@b.test'],
  [' <bob@b.test> ', 'bob@b.test', 'bob@b.test'],
  ['Bob B. <bob@b.test>', 'bob@b.test', 'Bob B. <bob@b.test>'],
  ['<>', '', ''],
  ['a <b', 'a <b', 'a <b'],
])('readMailbox(%s)', (given, address, text) => {
  expect(readMailbox(given)).toEqual({ address, text })
})

it('reads parameters that are none as well', () => {
  expect(readParams(' ret=HDRS  x =y a=b=c ').map(writeParam)).toEqual(['RET=HDRS', 'X', '=y', 'A=b=c'])
})

it('says common parameters of each recipient, unless it has its own', () => {
  const flags = {
    to: [readRecipients('a@a NOTIFY=NEVER')],
    bcc: [readRecipients('b@b')],
    rcptParam: [readParams('NOTIFY=DELAY X')],
  }
  const written = envelopeRecipients(flags).map(({ address, params = [] }) =>
    [address, ...params.map(writeParam)].join(' '),
  )
  expect(written).toEqual(['a@a NOTIFY=NEVER X', 'b@b NOTIFY=DELAY X'])
})
