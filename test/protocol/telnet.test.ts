import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concat, fromLatin1, latin1 } from '../../src/protocol/bytes.ts'
import { applyEditing, isTelnetCommand, LineEndMender, TelnetFilter } from '../../src/protocol/telnet.ts'

const IAC = '\xff'
const [DONT, DO, WONT, WILL, SB, SE] = ['\xfe', '\xfd', '\xfc', '\xfb', '\xfa', '\xf0']

/** Filter `wire` in pieces cut at `cuts`. */
function filter(wire: string, cuts: readonly number[] = []) {
  const telnet = new TelnetFilter()
  let clean = ''
  let answer = ''
  const edges = [0, ...[...cuts].sort((a, b) => a - b), wire.length]
  for (let i = 1; i < edges.length; i++) {
    const result = telnet.filter(fromLatin1(wire.slice(edges[i - 1], edges[i])))
    clean += latin1(result.clean)
    answer += latin1(result.answer)
  }
  return { clean, answer }
}

// RFC 854, RFC 1143
describe('TelnetFilter', () => {
  it.each([
    ['nothing of the kind', 'EHLO x\r\n', 'EHLO x\r\n', ''],
    ['DO is answered with WONT', `a${IAC}${DO}\x03b`, 'ab', `${IAC}${WONT}\x03`],
    ['WILL is answered with DONT', `${IAC}${WILL}\x1fx`, 'x', `${IAC}${DONT}\x1f`],
    ['WONT and DONT need no answer', `${IAC}${WONT}\x01${IAC}${DONT}\x01x`, 'x', ''],
    [
      'asked again, nothing is said again',
      `${IAC}${DO}\x03${IAC}${DO}\x03${IAC}${WILL}\x03`,
      '',
      `${IAC}${WONT}\x03${IAC}${DONT}\x03`,
    ],
    ['a doubled IAC is an octet', `a${IAC}${IAC}b`, `a${IAC}b`, ''],
    ['a subnegotiation is taken out', `a${IAC}${SB}\x18\x00XTERM${IAC}${SE}b`, 'ab', ''],
    ['an IAC inside a subnegotiation does not end it', `a${IAC}${SB}x${IAC}${IAC}y${IAC}${SE}b`, 'ab', ''],
    ['other commands are taken out', `a${IAC}\xf1${IAC}\xf6b`, 'ab', ''],
  ])('%s', (_name, wire, clean, answer) => {
    expect(filter(wire)).toEqual({ clean, answer })
    for (let i = 1; i < wire.length; i++) expect(filter(wire, [i])).toEqual({ clean, answer })
  })

  it('hands on the same array where there is nothing to take out', () => {
    const bytes = fromLatin1('plain')
    expect(new TelnetFilter().filter(bytes).clean).toBe(bytes)
  })

  it('knows a command from a stray octet', () => {
    expect(isTelnetCommand(fromLatin1(`a${IAC}${DO}`), 1)).toBe(true)
    expect(isTelnetCommand(fromLatin1(`a${IAC}`), 1)).toBe(true)
    expect(isTelnetCommand(fromLatin1(`a${IAC}b`), 1)).toBe(false)
    expect(isTelnetCommand(fromLatin1('ab'), 1)).toBe(false)
  })
})

describe('applyEditing', () => {
  it.each([
    ['EHLI\x08O x', 'EHLO x'],
    ['EHLI\x7fO x', 'EHLO x'],
    ['ab\x08\x08\x08c', 'c'],
    ['é\x08e', 'e'],
    ['😀\x7f!', '!'],
    ['plain', 'plain'],
  ])('%j is %j', (typed, seen) => {
    const octets = new TextEncoder().encode(typed)
    expect(new TextDecoder().decode(applyEditing(octets))).toBe(seen)
  })
})

describe('LineEndMender', () => {
  function mend(wire: string, cuts: readonly number[] = []) {
    const mender = new LineEndMender()
    const edges = [0, ...[...cuts].sort((a, b) => a - b), wire.length]
    return latin1(concat(edges.slice(1).map((edge, i) => mender.mend(fromLatin1(wire.slice(edges[i], edge))))))
  }

  it.each([
    ['a\nb\n', 'a\r\nb\r\n'],
    ['a\r\nb\r\n', 'a\r\nb\r\n'],
    ['a\rb\r\0c', 'a\r\nb\r\nc'],
    ['\n\n\r\r\n', '\r\n\r\n\r\n\r\n'],
    ['a\0b', 'a\0b'],
    ['a\r\n\0b', 'a\r\n\0b'],
  ])('%j is %j', (wire, mended) => {
    expect(mend(wire)).toBe(mended)
    for (let i = 1; i < wire.length; i++) expect(mend(wire, [i])).toBe(mended)
  })

  it('leaves no bare CR and no bare LF, and mends nothing twice', () => {
    const soup = fc.array(fc.constantFrom('\r', '\n', '\0', 'a', '\r\n'), { maxLength: 30 })
    fc.assert(
      fc.property(soup, fc.array(fc.nat(40), { maxLength: 4 }), (parts, cuts) => {
        const wire = parts.join('')
        const mended = mend(
          wire,
          cuts.map((cut) => Math.min(cut, wire.length)),
        )
        expect(mended.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
        expect(mend(mended)).toBe(mended)
      }),
    )
  })
})
