import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encode, fromLatin1, latin1 } from '../../src/protocol/bytes.ts'
import { readOverview } from '../../src/message/overview.ts'
import { partContent, partText, readPart } from '../../src/message/part-content.ts'
import { findPart, listParts, readParts } from '../../src/message/parts.ts'

const lines = (...all: string[]) => encode(all.join('\r\n'))
const outline = (message: Uint8Array) => listParts(readParts(message)).map(({ path, type }) => `${path} ${type}`)

/** What it takes, against what a hostile message must not make of it; the machine may be busy. */
function within(milliseconds: number, run: () => void): void {
  const start = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(start)
  expect((user + system) / 1000).toBeLessThan(milliseconds)
}

describe('readParts', () => {
  const message = lines(
    'Content-Type: multipart/mixed; boundary="o:1"',
    '',
    'preamble',
    '--o:1',
    'Content-Type: multipart/alternative; boundary=i',
    '',
    '--i',
    '',
    'text',
    '--i ',
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: QUOTED-PRINTABLE',
    '',
    'a=C3=A9=',
    'b',
    '--i--',
    'epilogue',
    '--o:1',
    'Content-Type: message/rfc822',
    '',
    'Subject: inner',
    'Content-Type: multipart/digest; boundary=d',
    '',
    '--d',
    '',
    'Subject: one',
    '',
    'first',
    '--d--',
    '--o:1',
    'Content-Disposition: attachment; filename*0*=utf-8\'\'%C3%A9t; filename*1="é.txt"',
    'Content-ID: <x@y>',
    'Content-Transfer-Encoding: base64',
    '',
    'aGk=',
    '--o:1--',
  )

  it('finds them where they are', () => {
    expect(outline(message)).toEqual([
      '1 multipart/mixed',
      '1.1 multipart/alternative',
      '1.1.1 text/plain',
      '1.1.2 text/html',
      '1.2 message/rfc822',
      '1.2.1 multipart/digest',
      '1.2.1.1 message/rfc822',
      '1.2.1.1.1 text/plain',
      '1.3 text/plain',
    ])
    const tree = readParts(message)
    const raw = (path: string) => {
      const { bodyOffset, end } = findPart(tree, path)!
      return latin1(message.subarray(bodyOffset, end))
    }
    expect(raw('1.1.1')).toBe('text')
    expect(raw('1.2.1.1.1')).toBe('first')
    expect(partText(message, findPart(tree, '1.1.2')!)).toBe('aéb')
    expect(tree.isCut).toBe(false)
  })

  it('reads one by its path', () => {
    const { part, content } = readPart(message, '1.3')!
    expect(latin1(content)).toBe('hi')
    expect(part).toMatchObject({ disposition: 'attachment', contentId: 'x@y', encoding: 'base64' })
    for (const path of ['', '0', '2', '1.0', '1.4', '1.1.1.1', '1..1', '__proto__', '1.-1', '1.1e0']) {
      expect(readPart(message, path), path).toBeNull()
    }
  })

  it.each([
    ['filename=a.txt', 'a.txt'],
    ['filename="a; b.txt"', 'a; b.txt'],
    ['filename="a\\"b.txt"', 'a"b.txt'],
    ["filename*=utf-8'de'%C3%BC.txt", 'ü.txt'],
    ["filename*=iso-8859-1''%FC.txt", 'ü.txt'],
    ["filename=u.txt; filename*=utf-8''%C3%BC.txt", 'ü.txt'],
    ['filename*0=a; filename*1=b; filename*3=d', 'ab'],
    ['filename="=?utf-8?Q?=C3=BC.txt?="', 'ü.txt'],
    ['filename=two words.txt', 'two words.txt'],
    ['filename=', ''],
  ])('reads %s', (params, filename) => {
    const tree = readParts(encode(`Content-Disposition: attachment; ${params}\r\n\r\n`))
    expect(tree.root.filename).toBe(filename)
  })

  it.each([
    ['base64', 'aGVsbG8=', 'hello'],
    ['base64', 'aGVs\r\nbG8', 'hello'],
    ['base64', 'aGk=\r\naGk=', 'hihi'],
    ['base64', 'aGk=\r\n-- \r\n', 'hi'],
    ['quoted-printable', 'a=\r\nb =  \r\nc=3D=3d=zz=', 'ab c===zz'],
    ['7bit', 'a=3D', 'a=3D'],
    ['x-unknown', 'a=3D', 'a=3D'],
  ])('decodes %s %j', (encoding, text, decoded) => {
    const message = encode(`Content-Transfer-Encoding: ${encoding}\r\n\r\n${text}`)
    expect(latin1(partContent(message, readParts(message).root)).slice(0, decoded.length)).toBe(decoded)
  })

  it.each([
    ['iso-8859-1', 'Gr\xfc\xdfe', 'Grüße'],
    ['us-ascii', 'Gr\xc3\xbc', 'Grü'],
    ['', 'Gr\xfc', 'Grü'],
    ['nonsense', 'Gr\xc3\xbc', 'Grü'],
    ['iso-2022-jp', '\x1b$B$3\x1b(B', 'こ'],
  ])('reads text in %s', (charset, octets, text) => {
    const message = fromLatin1(`Content-Type: text/plain; charset="${charset}"\r\n\r\n${octets}`)
    expect(partText(message, readParts(message).root)).toBe(text)
  })

  it('reads 10,000 parts and no more, in bounded time', () => {
    const message = encode(`Content-Type: multipart/mixed; boundary=b\n\n${'--b\n\nx\n'.repeat(20_000)}`)
    within(3000, () => {
      const tree = readParts(message)
      expect(listParts(tree).length).toBe(10_000)
      expect(tree.isCut).toBe(true)
    })
    within(3000, () => expect(readOverview(message).text.startsWith('x')).toBe(true))
  })

  it.each(['multipart', 'message'])('goes 100 deep and no deeper in %s', (kind) => {
    const head = (i: number) =>
      kind === 'message'
        ? 'Content-Type: message/rfc822\n\n'
        : `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`
    const message = encode(`${Array.from({ length: 1000 }, (_, i) => head(i)).join('')}\nx`)
    within(1000, () => {
      const tree = readParts(message)
      expect(listParts(tree).length).toBe(100)
      expect(tree.isCut).toBe(true)
      expect(readOverview(message).snippet.length).toBeLessThan(201)
    })
  })

  it('is not slowed down by what looks like a boundary', () => {
    const deep = Array.from(
      { length: 90 },
      (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`,
    ).join('')
    const message = encode(`${deep}\n${'--x\n'.repeat(1_000_000)}`)
    within(5000, () => expect(readParts(message).isCut).toBe(false))
  })

  it('is not filled up by a header', () => {
    const message = encode(`${'a:\n'.repeat(1_000_000)}\nx`)
    within(2000, () => expect(readParts(message).root.headers.list.length).toBe(10_000))
    const parts = encode(`Content-Type: multipart/mixed; boundary=b\n\n${`--b\n${'a:\n'.repeat(9000)}\n`.repeat(100)}`)
    within(3000, () => expect(readParts(parts).isCut).toBe(true))
    const params = encode(`Content-Type: text/plain${';a*0=b'.repeat(100_000)}\n\nx`)
    within(1000, () => expect(readParts(params).root.params.size).toBe(1))
    const folded = encode(`Subject: a\n${' \n'.repeat(400_000)}\nx`)
    within(2000, () => expect(readOverview(folded).subject).toBe('a'))
  })

  it('never throws, and keeps every part within its parent', () => {
    const piece = fc.constantFrom(
      'Content-Type: multipart/mixed; boundary=b\n',
      'Content-Type: multipart/mixed; boundary="c"\n',
      'Content-Type: message/rfc822\n',
      'Content-Type: text/html; charset=utf-16\n',
      'Content-Transfer-Encoding: base64\n',
      "Content-Disposition: attachment; filename*0*=x'y'%; filename*99=\n",
      '--b\n',
      '--b--\n',
      '--c\r\n',
      '--c--',
      '\n',
      '\r',
      'x',
      '=',
      '\xff',
    )
    const messages = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc.array(piece, { maxLength: 20 }).map((all) => fromLatin1(all.join(''))),
    )
    fc.assert(
      fc.property(messages, (message) => {
        const tree = readParts(message)
        for (const part of listParts(tree)) {
          expect(part.bodyOffset).toBeLessThanOrEqual(part.end)
          for (const inner of part.parts) {
            expect(inner.offset).toBeGreaterThanOrEqual(part.bodyOffset)
            expect(inner.end).toBeLessThanOrEqual(part.end)
          }
          expect(findPart(tree, part.path)).toBe(part)
          partText(message, part)
        }
      }),
      { numRuns: 1000 },
    )
  })
})
