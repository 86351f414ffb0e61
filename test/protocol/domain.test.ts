import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isDomain,
  isFullyQualified,
  isIPv4,
  isIPv6,
  parseAddressLiteral,
  writeAddressLiteral,
} from '../../src/protocol/domain.ts'

// RFC 5321 §4.1.2, RFC 6531 §3.3
describe('isDomain', () => {
  it.each([
    'example.com',
    'a',
    'A.B.C',
    '1.2.3.4',
    'xn--bcher-kva.example',
    'a-b.c--d.e',
    'bücher.example',
    '例え.jp',
    '3com.com',
    `${'a'.repeat(63)}.example`,
  ])('takes %s', (text) => expect(isDomain(text)).toBe(true))

  it.each([
    '',
    '.',
    'example.com.',
    '.example.com',
    'a..b',
    '-a.example',
    'a-.example',
    'a_b.example',
    'a b.example',
    'a@b',
    'ex!mple.com',
    '[192.0.2.1]',
    `${'a'.repeat(64)}.example`,
  ])('does not take "%s"', (text) => expect(isDomain(text)).toBe(false))
})

// RFC 5321 §2.3.5
it.each([
  ['mail.example.com', true],
  ['example.com', true],
  ['example.c0m', true],
  ['localhost', false],
  ['example.', false],
  ['192.0.2.1', false],
  ['-.example.com', false],
])('isFullyQualified(%s) is %s', (text, expected) => expect(isFullyQualified(text)).toBe(expected))

// RFC 5321 §4.1.3
describe('addresses', () => {
  it.each(['0.0.0.0', '192.0.2.1', '255.255.255.255', '001.02.3.099'])('%s is IPv4', (text) =>
    expect(isIPv4(text)).toBe(true),
  )
  it.each([
    '',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.4.',
    '.1.2.3.4',
    '256.1.1.1',
    '1.2.3.0004',
    '1.2.3.a',
    ' 1.2.3.4',
    '1..2.3',
  ])('"%s" is not', (text) => expect(isIPv4(text)).toBe(false))

  it.each([
    '::',
    '::1',
    '2001:db8::1',
    '2001:DB8::',
    '1:2:3:4:5:6:7:8',
    '1:2:3:4:5:6::',
    '::3:4:5:6:7:8',
    '1::8',
    '::ffff:192.0.2.1',
    '::192.0.2.1',
    '1:2:3:4:5:6:192.0.2.1',
    '1:2:3:4::192.0.2.1',
  ])('%s is IPv6', (text) => expect(isIPv6(text)).toBe(true))
  it.each([
    '',
    ':',
    ':::',
    '1',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1::2::3',
    '12345::',
    'g::',
    ':1::',
    '1:',
    '1.2.3.4',
    '1.2.3.4::',
    '::1.2.3',
    '1:2:3:4:5:6:7:192.0.2.1',
    // "::" stands for two groups at least
    '1:2:3:4:5:6:7::',
    '::2:3:4:5:6:7:8',
    '1:2:3:4:5::192.0.2.1',
  ])('"%s" is not', (text) => expect(isIPv6(text)).toBe(false))
})

// RFC 5321 §4.1.3
describe('address literals', () => {
  it.each([
    ['[192.0.2.1]', 'IPv4', '192.0.2.1'],
    ['[IPv6:2001:db8::1]', 'IPv6', '2001:db8::1'],
    ['[ipv6:::1]', 'IPv6', '::1'],
    ['[x-tag:anything/at:all]', 'x-tag', 'anything/at:all'],
  ])('%s', (text, tag, address) => expect(parseAddressLiteral(text)).toEqual({ tag, address }))

  it.each([
    '192.0.2.1',
    '[192.0.2.1',
    '192.0.2.1]',
    '[]',
    '[192.0.2]',
    '[2001:db8::1]', // the tag "IPv6:" is missing
    '[IPv6:]',
    '[IPv6:192.0.2.1]',
    '[tag:]',
    '[tag-:x]',
    '[ta g:x]',
    '[tag:a b]',
    '[tag:a[b]',
    '[tag:a\\b]',
  ])('"%s" is none', (text) => expect(parseAddressLiteral(text)).toBeNull())

  it('are written so that they can be read', () => {
    const addresses = fc.oneof(
      fc.ipV4(),
      fc.ipV6().filter((address) => isIPv6(address)),
    )
    fc.assert(
      fc.property(addresses, (address) => {
        expect(parseAddressLiteral(writeAddressLiteral(address))).toEqual({
          tag: address.includes(':') ? 'IPv6' : 'IPv4',
          address,
        })
      }),
    )
  })
})
