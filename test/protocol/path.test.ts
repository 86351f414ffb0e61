import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CommandOf } from '../../src/protocol/command.ts'
import { parseCommand } from '../../src/protocol/parse-command.ts'
import { isDotString, needsUtf8, readPath, writeAddress, writePath, type MailboxPath } from '../../src/protocol/path.ts'
import { Scanner } from '../../src/protocol/scanner.ts'

function read(text: string) {
  const scanner = new Scanner(text)
  const path = readPath(scanner)
  return { path, rest: text.slice(scanner.at), codes: scanner.deviations.map(({ code }) => code), scanner }
}

function mailbox(localPart: string, domain: string, more: Partial<MailboxPath> = {}): MailboxPath {
  return { kind: 'mailbox', localPart, domain, literal: null, route: [], ...more }
}

// RFC 5321 §4.1.2
describe('readPath', () => {
  const good: readonly [text: string, path: MailboxPath][] = [
    ['<a@example.com>', mailbox('a', 'example.com')],
    ['<first.last+tag@a.b.c>', mailbox('first.last+tag', 'a.b.c')],
    ["<!#$%&'*+-/=?^_`{|}~@x>", mailbox("!#$%&'*+-/=?^_`{|}~", 'x')],
    ['<Case@Kept.Example>', mailbox('Case', 'Kept.Example')],
    ['<"a b"@x>', mailbox('a b', 'x')],
    ['<"a@b"@x>', mailbox('a@b', 'x')],
    ['<"a>b"@x>', mailbox('a>b', 'x')],
    ['<"a\\"b\\\\c"@x>', mailbox('a"b\\c', 'x')],
    ['<"plain"@x>', mailbox('plain', 'x')],
    ['<"Joe\\,Smith"@x>', mailbox('Joe,Smith', 'x')],
    ['<""@x>', mailbox('', 'x')],
    ['<a@[192.0.2.1]>', mailbox('a', '[192.0.2.1]', { literal: { tag: 'IPv4', address: '192.0.2.1' } })],
    [
      '<a@[IPv6:2001:db8::1]>',
      mailbox('a', '[IPv6:2001:db8::1]', { literal: { tag: 'IPv6', address: '2001:db8::1' } }),
    ],
    ['<a@[new:thing]>', mailbox('a', '[new:thing]', { literal: { tag: 'new', address: 'thing' } })],
    ['<postmaster>', mailbox('postmaster', '')],
    ['<PostMaster>', mailbox('PostMaster', '')],
    ['<ü@例え.jp>', mailbox('ü', '例え.jp')],
    ['<"ü ü"@x>', mailbox('ü ü', 'x')],
    ['<a\u00a0b@x>', mailbox('a\u00a0b', 'x')],
    [`<${'l'.repeat(64)}@x>`, mailbox('l'.repeat(64), 'x')],
    [
      `<${'l'.repeat(60)}@${'d'.repeat(63)}.${'d'.repeat(63)}.x>`,
      mailbox('l'.repeat(60), `${'d'.repeat(63)}.${'d'.repeat(63)}.x`),
    ],
  ]
  it.each(good)('%s is as the grammar has it', (text, path) => {
    expect(read(text)).toMatchObject({ path, rest: '', codes: [] })
  })

  it('the null path', () => expect(read('<>')).toMatchObject({ path: { kind: 'null' }, rest: '', codes: [] }))

  const tolerated: readonly [text: string, path: MailboxPath | { kind: 'null' }, codes: readonly string[]][] = [
    ['a@x', mailbox('a', 'x'), ['path-without-brackets']],
    ['"a b"@x', mailbox('a b', 'x'), ['path-without-brackets']],
    ['< a@x>', mailbox('a', 'x'), ['path-space']],
    ['<a@x >', mailbox('a', 'x'), ['path-space']],
    ['< >', { kind: 'null' }, ['path-space']],
    ['<@a:b@x>', mailbox('b', 'x', { route: ['a'] }), ['source-route']],
    ['<@a,@[192.0.2.1],@c.d:b@x>', mailbox('b', 'x', { route: ['a', '[192.0.2.1]', 'c.d'] }), ['source-route']],
    ['<a>', mailbox('a', ''), ['domain-missing']],
    ['<.a@x>', mailbox('.a', 'x'), ['local-part-syntax']],
    ['<a.@x>', mailbox('a.', 'x'), ['local-part-syntax']],
    ['<a..b@x>', mailbox('a..b', 'x'), ['local-part-syntax']],
    ['<a(c)@x>', mailbox('a(c)', 'x'), ['local-part-syntax']],
    ['<a@b@x>', mailbox('a@b', 'x'), ['local-part-syntax']],
    ['<"a\tb"@x>', mailbox('a\tb', 'x'), ['local-part-syntax']],
    ['<a@x.>', mailbox('a', 'x.'), ['domain-syntax']],
    ['<a@-x>', mailbox('a', '-x'), ['domain-syntax']],
    ['<a@x_y>', mailbox('a', 'x_y'), ['domain-syntax']],
    ['<a@[192.0.2]>', mailbox('a', '[192.0.2]'), ['domain-syntax']],
    ['<a@[]>', mailbox('a', '[]'), ['domain-syntax']],
    [`<${'l'.repeat(65)}@x>`, mailbox('l'.repeat(65), 'x'), ['local-part-too-long']],
    [`<${'ü'.repeat(33)}@x>`, mailbox('ü'.repeat(33), 'x'), ['local-part-too-long']],
    [`<${'l'.repeat(60)}@${'d.'.repeat(100)}x>`, mailbox('l'.repeat(60), `${'d.'.repeat(100)}x`), ['path-too-long']],
    [`<a@${'d.'.repeat(128)}x>`, mailbox('a', `${'d.'.repeat(128)}x`), ['domain-too-long', 'path-too-long']],
  ]
  it.each(tolerated)('%s is understood and reported', (text, path, codes) => {
    expect(read(text)).toMatchObject({ path, rest: '', codes })
  })

  const bad: readonly [text: string, expected: string, offset: number][] = [
    ['', 'an address in angle brackets', 0],
    [' ', 'an address in angle brackets', 0],
    ['<', 'the local part', 1],
    ['<a@x', 'the closing bracket', 4],
    ['a@x>', 'the opening bracket', 0],
    ['<a b@x>', 'the closing bracket', 3],
    ['<a@>', 'a domain after "@"', 3],
    ['<@x>', 'the local part', 1],
    ['<@a,@b:>', 'the local part', 7],
    ['<"a"b@x>', '"@" after the quoted local part', 4],
    ['<"a@x>', 'the local part', 1],
    ['<<a@x>>', 'the local part', 1],
  ]
  it.each(bad)('"%s" is refused, with what is missing', (text, expected, offset) => {
    const { path, scanner } = read(text)
    expect(path).toBeNull()
    expect(scanner.failure).toMatchObject({ ok: false, offset, ref: 'RFC 5321 §4.1.2' })
    expect(scanner.failure?.expected).toContain(expected)
  })

  it('leaves what follows the path', () => {
    expect(read('<a@x> SIZE=1').rest).toBe(' SIZE=1')
    expect(read('a@x SIZE=1').rest).toBe(' SIZE=1')
  })
})

// RFC 5321 §4.1.1.3, RFC 5321 §2.3.5
describe('the address without a domain', () => {
  const codesOf = (line: string) => {
    const parsed = parseCommand(line)
    return parsed.ok ? parsed.deviations.map(({ code }) => code) : null
  }
  it('is postmaster as a recipient', () => expect(codesOf('RCPT TO:<Postmaster>')).toEqual([]))
  it('is nobody else', () => expect(codesOf('RCPT TO:<root>')).toEqual(['domain-missing']))
  it('is never a sender', () => expect(codesOf('MAIL FROM:<postmaster>')).toEqual(['domain-missing']))
})

describe('writing', () => {
  it.each([
    [mailbox('a', 'x'), '<a@x>'],
    [mailbox('a b', 'x'), '<"a b"@x>'],
    [mailbox('a"\\b', 'x'), '<"a\\"\\\\b"@x>'],
    [mailbox('', 'x'), '<""@x>'],
    [mailbox('postmaster', ''), '<postmaster>'],
    [mailbox('b', 'x', { route: ['a'] }), '<b@x>'],
  ])('%o as %s', (path, text) => expect(writePath(path)).toBe(text))

  it('the null path', () => {
    expect(writePath({ kind: 'null' })).toBe('<>')
    expect(writeAddress({ kind: 'null' })).toBe('')
  })

  it('is undone by reading, for any local part', () => {
    const localParts = fc
      .string({ unit: 'grapheme', maxLength: 30 })
      .filter((text) => !/[\0-\x1f\x7f\ufffd]/.test(text))
    fc.assert(
      fc.property(localParts, fc.constantFrom('x', 'a.b.c', 'ü.example', '[192.0.2.1]'), (localPart, domain) => {
        const { path, rest } = read(writePath(mailbox(localPart, domain)))
        expect(rest).toBe('')
        expect(path).toMatchObject({ localPart, domain, route: [] })
      }),
    )
  })

  it('leaves a dot-string without quotes', () => {
    expect(isDotString('a.b')).toBe(true)
    expect(isDotString('a..b')).toBe(false)
    expect(isDotString('')).toBe(false)
  })
})

// RFC 6531 §3.4
it('needsUtf8 looks at both sides of the "@"', () => {
  expect(needsUtf8(mailbox('ü', 'x'))).toBe(true)
  expect(needsUtf8(mailbox('a', 'ü.x'))).toBe(true)
  expect(needsUtf8(mailbox('a', 'x'))).toBe(false)
  expect(needsUtf8({ kind: 'null' })).toBe(false)
})

it('a path that is read from a command is that of the line', () => {
  const parsed = parseCommand('RCPT TO:<@relay:"a b"@[192.0.2.1]> NOTIFY=NEVER')
  expect(parsed.ok && (parsed.value as CommandOf<'RCPT'>).forwardPath).toEqual(
    mailbox('a b', '[192.0.2.1]', { literal: { tag: 'IPv4', address: '192.0.2.1' }, route: ['relay'] }),
  )
})
