import { describe, expect, it } from 'vitest'
import { presentName, reverseName, toAsciiName } from '../../../src/wire/resolver/name.ts'
import { formatServerAddress, parseServerAddress, systemServers } from '../../../src/wire/resolver/server-address.ts'

it.each([
  ['Example.TEST.', 'example.test'],
  ['_25._tcp.mx.example.test', '_25._tcp.mx.example.test'],
  ['Bücher.example', 'xn--bcher-kva.example'],
  ['例え.テスト', 'xn--r8jz45g.xn--zckzah'],
  ['bücher。example。', 'xn--bcher-kva.example'],
  ['1.2.3', '1.2.3'],
  ['１.２.３.４', null],
  ['', null],
  ['.', null],
  ['a..b', null],
  ['a b', null],
  ['ä b.test', null],
  ['a\0b.test', null],
  ['x'.repeat(63), 'x'.repeat(63)],
  ['x'.repeat(64), null],
])('the DNS is asked for %j as %j', (given, name) => {
  expect(toAsciiName(given)).toBe(name)
})

it.each([
  ['192.0.2.1', '1.2.0.192.in-addr.arpa'],
  ['2001:db8::567:89ab', 'b.a.9.8.7.6.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa'],
  ['fe80::1%eth0', '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.e.f.ip6.arpa'],
  ['::ffff:192.0.2.1', '1.0.2.0.0.0.0.c.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa'],
])('the PTR record of %s stands at %s', (address, name) => {
  expect(reverseName(address)).toBe(name)
})

it('a name is shown without what a terminal would act on', () => {
  expect(presentName('a\x1b[31m\u202eb.test')).toBe('a\\027[31m\\226\\128\\174b.test')
})

describe('DNS servers', () => {
  it.each([
    ['192.0.2.53', '192.0.2.53', 53, '192.0.2.53:53'],
    [' 192.0.2.53:5353 ', '192.0.2.53', 5353, '192.0.2.53:5353'],
    ['2001:db8::53', '2001:db8::53', 53, '[2001:db8::53]:53'],
    ['[2001:db8::53]', '2001:db8::53', 53, '[2001:db8::53]:53'],
    ['[2001:db8::53]:5353', '2001:db8::53', 5353, '[2001:db8::53]:5353'],
  ])('%s', (text, address, port, formatted) => {
    expect(parseServerAddress(text)).toEqual({ address, port })
    expect(formatServerAddress({ address, port })).toBe(formatted)
  })

  it.each([
    [
      'dns.example',
      '"dns.example" is no DNS server: write its address, as 192.0.2.53, 192.0.2.53:5353 or [2001:db8::53]:5353',
    ],
    ['', '"" is no DNS server: write its address, as 192.0.2.53, 192.0.2.53:5353 or [2001:db8::53]:5353'],
    [
      '192.0.2.53:dns',
      '"192.0.2.53:dns" is no DNS server: write its address, as 192.0.2.53, 192.0.2.53:5353 or [2001:db8::53]:5353',
    ],
    ['192.0.2.53:0', '"0" is no port: use a number from 1 to 65535, as 53'],
    ['192.0.2.53:65536', '"65536" is no port: use a number from 1 to 65535, as 53'],
  ])('%j is told', (text, message) => {
    expect(() => parseServerAddress(text)).toThrow(new RangeError(message))
  })

  it('this machine’s own can be read', () => {
    for (const { port } of systemServers()) expect(port).toBeGreaterThan(0)
  })
})
