import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encode, fromLatin1, latin1 } from '../../src/protocol/bytes.ts'
import { writeDisposition } from '../../src/message/disposition.ts'
import { attachmentName, exportName, safeName } from '../../src/message/export-name.ts'
import { readMbox, writeMbox } from '../../src/message/mbox.ts'

describe('safeName', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['C:\\Windows\\x.exe', 'C__Windows_x.exe'],
    ['con', '_con'],
    ['NUL.txt', '_NUL.txt'],
    ['lpt1.tar.gz', '_lpt1.tar.gz'],
    ['.bashrc', 'bashrc'],
    ['a.txt. ', 'a.txt'],
    ['a\r\nSet-Cookie: x.txt', 'a__Set-Cookie_ x.txt'],
    ['invoice\u202efdp.exe', 'invoice_fdp.exe'],
    ['é\0.txt', 'é_.txt'],
    ['...', 'file'],
    ['///', 'file'],
    ['', 'file'],
  ])('%j is %j', (name, safe) => {
    expect(safeName(name, 'file')).toBe(safe)
  })

  it('is short, and one name, whatever it is', () => {
    const unit = fc.constantFrom('a', '.', '/', '\\', '\0', '\n', ' ', 'é', '🎉', '\ud800', ':', 'con', 'x'.repeat(100))
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), (name) => {
        const safe = safeName(name, 'file')
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(121)

        expect(safe).not.toMatch(/[\0-\x1f/\\:]|^\.|[. ]$|^$|^con(\.|$)/i)
      }),
      { numRuns: 2000 },
    )
  })

  it('names exports and attachments', () => {
    expect(exportName(encode('Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=: v1.2 /etc\n\n'))).toBe('Grüße_ v1 2 _etc.eml')
    expect(exportName(encode('\n'))).toBe('message.eml')
    expect(attachmentName({ filename: null, path: '1.2', type: 'image/png' })).toBe('part-1.2.png')
    expect(attachmentName({ filename: '../x', path: '1.2', type: 'image/png' })).toBe('_x')
  })
})

describe('writeDisposition', () => {
  it.each([
    ['a.txt', 'attachment; filename="a.txt"'],
    ['é.txt', `attachment; filename="e.txt"; filename*=UTF-8''%C3%A9.txt`],
    ['a"\r\nX: y', `attachment; filename="a___X: y"; filename*=UTF-8''a%22%0D%0AX%3A%20y`],
    ["it's.txt", `attachment; filename="it's.txt"`],
  ])('%j', (name, value) => {
    expect(writeDisposition('attachment', name)).toBe(value)
  })

  it('is one line of ASCII, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(writeDisposition('inline', name)).toMatch(
          /^inline; filename="[^"\\\r\n]*"(; filename\*=UTF-8''[\x21-\x7e]*)?$/,
        )
      }),
    )
  })
})

describe('mbox', () => {
  const date = new Date('2026-11-08T09:05:09Z')

  it('quotes what looks like a separator', () => {
    const text = latin1(
      writeMbox(encode('Subject: x\r\n\r\nFrom here\r\n>From\r\n>From there\r\nfrom'), { from: 'a@a.test', date }),
    )
    expect(text).toBe('From a@a.test Sun Nov  8 09:05:09 2026\nSubject: x\n\n>From here\n>From\n>>From there\nfrom\n\n')
  })

  it('writes no line that the sender made up', () => {
    const text = latin1(writeMbox(encode('x\r\n'), { from: 'a\nFrom b', date }))
    expect(text.split('\n')[0]).toBe('From MAILER-DAEMON Sun Nov  8 09:05:09 2026')
  })

  it('reads back what was written', () => {
    const line = fc.constantFrom(
      'From a Sun Nov  8 09:05:09 2026',
      '>From x',
      '>>From ',
      'From',
      '',
      'x',
      'é',
      '>',
      'From: a',
    )
    const message = fc.array(line, { maxLength: 8 }).map((all) => encode(all.map((each) => `${each}\r\n`).join('')))
    fc.assert(
      fc.property(fc.array(message, { maxLength: 4 }), (messages) => {
        const file = Buffer.concat(messages.map((each) => writeMbox(each, { from: 'a@a.test', date })))
        const read = [...readMbox(file)]
        expect(read.map((each) => latin1(each.message))).toEqual(messages.map(latin1))
        for (const { from, date: then } of read) expect([from, then]).toEqual(['a@a.test', date])
      }),
      { numRuns: 500 },
    )
  })

  it('never throws', () => {
    const piece = fc.constantFrom('From ', '\n', '2026', 'a', '>', '\r\n', ' Sun Nov  8 09:05:09 2026\n', '\xff')
    fc.assert(
      fc.property(fc.array(piece), (all) => {
        for (const { message } of readMbox(fromLatin1(all.join('')))) expect(message).toBeInstanceOf(Uint8Array)
      }),
    )
  })
})
