import { describe, expect, it } from 'vitest'
import { Capabilities, parseCapabilities } from '../../src/protocol/capabilities.ts'
import { encode, latin1 } from '../../src/protocol/bytes.ts'
import { createReply } from '../../src/protocol/reply.ts'
import type { State } from '../../src/protocol/transitions.ts'
import { AddressBook } from '../../src/talk/addresses.ts'
import { nextHint } from '../../src/talk/next.ts'
import { secretIn, withoutSecret } from '../../src/talk/secret.ts'

describe('credentials in a line', () => {
  it.each([
    ['AUTH PLAIN AGEAYg==', 'AGEAYg==', 'AUTH PLAIN'],
    ['  auth  login  dXNlcg==', 'dXNlcg==', '  auth  login'],
    ['PASS sesame', 'sesame', 'PASS'],
    ['a1 LOGIN bob sesame', 'sesame', 'a1 LOGIN bob'],
    ['AUTH PLAIN', '', 'AUTH PLAIN'],
    ['AUTH PLAIN ', '', 'AUTH PLAIN '],
    ['MAIL FROM:<auth@example.org>', '', 'MAIL FROM:<auth@example.org>'],
  ])('%s', (line, secret, rest) => {
    expect(latin1(secretIn(encode(line)))).toBe(secret)
    expect(withoutSecret(line)).toBe(rest)
  })
})

describe('addresses that were used', () => {
  it('are those of MAIL and RCPT, the last one first, once each', () => {
    const book = new AddressBook()
    const lines = ['MAIL FROM:<a@x.test>', 'rcpt to: <b@x.test>', 'RCPT TO:<a@x.test>', 'MAIL FROM:<>', 'VRFY c@x.test']
    for (const line of lines) book.note(line)
    expect(book.list).toEqual(['a@x.test', 'b@x.test'])
  })
})

describe('what may come next', () => {
  const offers = parseCapabilities(createReply(250, null, 'x', 'STARTTLS', 'AUTH PLAIN', 'CHUNKING'))
  it.each<[State, string | null]>([
    ['connected', null],
    ['refused', 'next: QUIT'],
    ['greeted', 'next: EHLO your.host.name, STARTTLS or QUIT'],
    ['ready', 'next: STARTTLS, AUTH PLAIN, MAIL FROM:<sender@domain> or QUIT'],
    ['sender', 'next: RCPT TO:<recipient@domain> or RSET'],
    ['recipient', 'next: RCPT TO:<recipient@domain>, DATA or RSET'],
    ['chunking', 'next: BDAT size [LAST] or RSET'],
    ['auth', 'next: a response in base64, or * to give up'],
    ['closing', null],
  ])('%s', (state, hint) => {
    const standing = { state, protocol: 'smtp', isEncrypted: false, isAuthenticated: false } as const
    expect(nextHint({ ...standing, capabilities: offers })).toBe(hint)
  })

  it('is LHLO with LMTP, and no STARTTLS where none is offered', () => {
    const standing = { state: 'greeted', protocol: 'lmtp', isEncrypted: false, isAuthenticated: false } as const
    expect(nextHint({ ...standing, capabilities: Capabilities.none })).toBe('next: LHLO your.host.name or QUIT')
  })
})
