import { describe, expect, it } from 'vitest'
import { dump } from '../../../src/web/page/bytes-view.ts'
import { gaps } from '../../../src/web/page/conversations/gaps.ts'
import { withLines } from '../../../src/web/page/conversations/with-lines.ts'
import {
  formatAge,
  formatCount,
  formatDuration,
  formatShortly,
  formatSize,
  plural,
} from '../../../src/web/page/format.ts'
import { readLinks } from '../../../src/web/page/links.ts'
import { readRoute, writeRoute, type Route } from '../../../src/web/page/route.ts'
import { countLineEnds, readSourceLines, showOctets } from '../../../src/web/page/source.ts'
import { commonBeginning, LineHistory } from '../../../src/web/page/talk/line-history.ts'
import { presets } from '../../../src/web/page/trouble/presets.ts'
import { readFault } from '../../../src/server/faults/read-fault.ts'
import { firstSender } from '../../../src/web/page/about/first-mail.ts'
import { snippets } from '../../../src/web/page/about/snippets.ts'
import { listWindow, missingPages, scrolledTo, scrollTo, type ListPlace } from '../../../src/web/page/virtual.ts'

describe('words', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [9960, '10 kB'],
    [999_499, '999 kB'],
    [999_600, '1.0 MB'],
    [52_428_800, '52 MB'],
  ])('%d octets are %s', (octets, text) => expect(formatSize(octets)).toBe(text))

  it.each([
    [0, '0', '0'],
    [999, '999', '999'],
    [1000, '1,000', '1,000'],
    [99_999, '99,999', '99,999'],
    [123_999, '123,999', '123k'],
    [999_999, '999,999', '999k'],
    [1_000_000, '1,000,000', '1.0M'],
    [12_390_000, '12,390,000', '12.3M'],
  ])('%d are %s, shortly %s', (count, whole, short) => {
    expect(formatCount(count)).toBe(whole)
    expect(formatShortly(count)).toBe(short)
  })

  it.each([
    [0, '0 ms'],
    [999, '999 ms'],
    [2500, '2.5 s'],
    [59_000, '59 s'],
    [200_000, '3 m 20 s'],
    [7_500_000, '2 h 5 m'],
    [273_600_000, '3 d 4 h'],
    [-2500, '−2.5 s'],
  ])('%d ms are %s', (ms, text) => expect(formatDuration(ms)).toBe(text))

  it('says how long ago', () => {
    const now = Date.parse('2026-11-28T12:00:00Z')
    const ages = ['2026-11-28T11:59:55Z', '2026-11-28T11:59:20Z', '2026-11-28T11:55:00Z', '2026-11-28T09:00:00Z']
    expect(ages.map((iso) => formatAge(iso, now))).toEqual(['now', '40 s', '5 m', '3 h'])
    expect(formatAge('2026-03-12T12:00:00Z', now)).toBe('12 Mar')
    expect(formatAge('2024-03-12T12:00:00Z', now)).toBe('2024-03-12')
    expect(formatAge('no date', now)).toBe('')
  })

  it('counts', () => {
    expect([plural(1, 'message'), plural(12345, 'message')]).toEqual(['1 message', '12,345 messages'])
  })
})

describe('a long list', () => {
  const place: ListPlace = { total: 100_000, rowHeight: 34, viewport: 800, scrollTop: 0 }

  it('draws only what is in sight', () => {
    const { first, end, offset, height } = listWindow({ ...place, scrollTop: 34_000 })
    expect({ first, offset, height }).toEqual({ first: 994, offset: 994 * 34, height: 3_400_000 })
    expect(end - first).toBeLessThan(40)
  })

  it('ends with the last row, also where it is higher than browsers can draw', () => {
    for (const total of [3, 100, 100_000, 10_000_000]) {
      const whole = { ...place, total }
      const { height } = listWindow(whole)
      const { first, end, offset } = listWindow({ ...whole, scrollTop: Math.max(0, height - 800) })
      expect(end).toBe(total)
      // The last row ends where the box ends.
      expect(offset + (end - first) * 34).toBeCloseTo(height, 3)
    }
  })

  it('scrolls just as far as a row needs', () => {
    expect(scrollTo(5, place)).toBe(0)
    expect(scrollTo(100, place)).toBe(101 * 34 - 800)
    expect(scrollTo(5, { ...place, scrollTop: 3400 })).toBe(170)
    const high = { ...place, total: 10_000_000 }
    const there = scrollTo(5_000_000, high)
    const { first, end } = listWindow({ ...high, scrollTop: there })
    expect(first).toBeLessThan(5_000_000)
    expect(end).toBeGreaterThan(5_000_000)
    expect(scrolledTo(0, high)).toBe(0)
  })

  it('asks for pages that are not there', () => {
    const isThere = (index: number) => index < 100 || (index >= 200 && index < 300)
    expect(missingPages(isThere, { first: 90, end: 110 }, 100)).toEqual([100])
    expect(missingPages(isThere, { first: 20, end: 60 }, 100)).toEqual([])
    expect(missingPages(isThere, { first: 150, end: 350 }, 100)).toEqual([100, 300])
  })
})

describe('addresses of the page', () => {
  it.each<Route>([
    { view: 'messages', query: '', id: null, tab: null },
    { view: 'messages', query: 'from:a "b c" #', id: 'x/y', tab: 'headers' },
    { view: 'conversations', filter: 'refused', text: '127.0', id: 'a b' },
    { view: 'talk' },
  ])('%j comes back as it was', (route) => expect(readRoute(writeRoute(route))).toEqual(route))

  it.each(['', '#', '#/', '#/nothing', '#/%'])('"%s" shows the messages', (hash) =>
    expect(readRoute(hash).view).toBe('messages'),
  )
})

describe('the source', () => {
  it('knows the line ends', () => {
    const lines = readSourceLines('a\r\nb\nc\rd')
    expect(lines.map(({ text, end }) => `${text} ${end}`)).toEqual(['a crlf', 'b bare-lf', 'c bare-cr', 'd none'])
    expect(countLineEnds(lines)).toEqual({ crlf: 1, bareLf: 1, bareCr: 1 })
  })

  it('names octets that cannot be seen, and reads UTF-8', () => {
    const shown = (text: string) => showOctets(text).map((piece) => piece.text)
    expect(shown('a\0b\x1b')).toEqual(['a', '<NUL>', 'b', '<1B>'])
    expect(shown('gr\xc3\xbcn')).toEqual(['gr', 'ü', 'n'])
    expect(shown('\xfc')).toEqual(['<FC>'])
  })

  it('is seen as octets', () => {
    expect(dump('0d0a41')).toEqual([{ offset: '00000000', hex: '0d 0a 41', text: '··A' }])
    expect(dump('41'.repeat(17)).map(({ offset }) => offset)).toEqual(['00000000', '00000010'])
  })
})

it('makes links of web addresses only', () => {
  const links = (text: string) => readLinks(text).flatMap(({ text: link, isLink }) => (isLink ? [link] : []))
  expect(links('See https://a.example/x?y=1. Or (http://b.example), javascript:alert(1)')).toEqual([
    'https://a.example/x?y=1',
    'http://b.example',
  ])
})

it('shows silences, and not the usual pauses', () => {
  expect(gaps([{ at: 0 }, { at: 10 }, { at: 500 }])).toEqual([null, null, 490])
})

it('goes back in the lines that were said, and forth to what was begun', () => {
  const history = new LineHistory()
  history.add('EHLO a')
  history.add('NOOP')
  history.add('NOOP')
  expect([history.back('QU'), history.back('NOOP'), history.back('EHLO a')]).toEqual(['NOOP', 'EHLO a', null])
  expect([history.forth(), history.forth(), history.forth()]).toEqual(['NOOP', 'QU', null])
  expect(commonBeginning(['MAIL FROM:<a', 'MAIL FROM:<b'])).toBe('MAIL FROM:<')
})

it('offers troubles that the server understands', () => {
  for (const { notation } of presets) expect(() => readFault(notation), notation).not.toThrow()
})

it('writes settings for TLS and a login where they are needed', () => {
  const of = (name: string, access: Parameters<typeof snippets>[0]) =>
    snippets(access).find((snippet) => snippet.name.startsWith(name))!.text
  const people = { to: 'you@example.test', from: 'me@example.org' } as const
  const plain = { host: '127.0.0.1', port: 1025, tls: 'none', user: null, ...people, isStrict: false } as const
  expect(of('swaks', plain)).toBe(
    'swaks --server 127.0.0.1:1025 --to you@example.test --from me@example.org --ehlo client.example.org',
  )
  expect(of('Django', { ...plain, tls: 'starttls', user: 'bob' })).toContain('EMAIL_USE_TLS = True')
  expect(of('nodemailer', { ...plain, tls: 'implicit' })).toContain('secure: true')
  expect(of('curl', { ...plain, host: '::1' })).toContain('smtp://[::1]:1025')
  // Where there is TLS, each of them is told to believe a certificate that was made on this machine.
  const believing = {
    nodemailer: 'rejectUnauthorized: false',
    Django: 'SSL_CERT_FILE',
    Rails: "openssl_verify_mode: 'none'",
    Laravel: "'verify_peer' => false",
    Spring: 'smtp.ssl.trust=*',
    Go: 'SSL_CERT_FILE',
    PHP: "'verify_peer' => false",
    curl: '--insecure',
  }
  for (const [name, words] of Object.entries(believing)) {
    expect(of(name, { ...plain, tls: 'starttls' })).toContain(words)
    expect(of(name, plain)).not.toContain(words)
  }
  for (const { name, text } of snippets({ ...plain, user: 'bob' }))
    expect([name, text]).toEqual([name, expect.stringContaining('bob')])
  // What greets with the name of its machine, which has no dot on many, is given a full one where that matters.
  const greets = snippets({ ...plain, isStrict: true }).filter(({ text }) => text.includes('client.example.org'))
  expect(greets.map(({ name }) => name.split(' ')[0])).toEqual([
    ...['nodemailer', 'Django', 'Laravel', 'Spring', 'PHP', 'curl', 'swaks'],
  ])
})

it('writes settings for what can speak LMTP only, where the server does', () => {
  const people = { to: 'you@example.test', from: 'me@example.org', isStrict: false } as const
  const plain = { protocol: 'lmtp', host: '127.0.0.1', port: 1024, tls: 'none', user: null, ...people } as const
  const given = (more: Partial<Parameters<typeof snippets>[0]> = {}) =>
    Object.fromEntries(snippets({ ...plain, ...more }).map(({ name, text }) => [name, text]))
  expect(Object.keys(given())).toEqual(['nodemailer', 'swaks', 'Postfix', 'Dovecot'])
  expect(given()).toMatchObject({
    nodemailer: expect.stringContaining('\n  lmtp: true,\n') as string,
    swaks: expect.stringContaining(' --protocol LMTP') as string,
    Postfix: '# main.cf\nvirtual_mailbox_domains = example.test\nvirtual_transport = lmtp:inet:127.0.0.1:1024',
    Dovecot: expect.stringContaining(' host=127.0.0.1 port=1024\n') as string,
  })
  expect(given({ host: '::1' })['Postfix']).toContain('lmtp:inet:[::1]:1024')
  expect(given({ tls: 'starttls', isStrict: true })).toMatchObject({
    Postfix: expect.stringMatching(
      /\nlmtp_lhlo_name = client\.example\.org\nlmtp_tls_security_level = encrypt$/,
    ) as string,
    Dovecot: expect.stringMatching(/\nhostname = client\.example\.org\n[^]* starttls=any-cert\n/) as string,
  })
  // A mail host does not log in there.
  expect(Object.keys(given({ user: 'bob' }))).toEqual(['nodemailer', 'swaks'])
  expect(JSON.stringify(snippets({ ...plain, protocol: 'smtp' }))).not.toMatch(/lmtp/i)
})

it('names a sender whom the server takes mail from', () => {
  const host = (...domains: readonly string[]) =>
    ({ practice: { domains, recipient: 'alice@example.test' } }) as unknown as Parameters<typeof firstSender>[0]
  expect(firstSender(null)).toBe('me@example.org')
  expect(firstSender(host('example.test'))).toBe('me@example.org')
  expect(firstSender(host('example.test', 'Example.org'))).toBe('alice@example.test')
})

describe('lines of a conversation that goes on', () => {
  const line = (number: number, text = '') => ({ number, text, at: 0, kind: 'client', event: 0 }) as const
  const known = [line(0), line(1)]
  it('go to the end, or stand for those that were there', () =>
    expect(withLines(known, [line(1, 'again'), line(2)])).toEqual([line(0), line(1, 'again'), line(2)]))
  it('are no lines where one between them was missed', () =>
    expect(withLines(known, [line(1, 'again'), line(3)])).toBeNull())
})
