import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editFields, writeField, type HeaderField } from '../../src/message/field.ts'

const field = (name: string, value: string): HeaderField => ({ name, value })

describe('writeField', () => {
  const word = (length: number, letter = 'x') => letter.repeat(length)

  it.each([
    ['short', field('Subject', 'hello'), 'Subject: hello\r\n'],
    ['exactly 78 characters', field('Subject', `${word(40)} ${word(28)}`), `Subject: ${word(40)} ${word(28)}\r\n`],
    ['79 characters', field('Subject', `${word(40)} ${word(29)}`), `Subject: ${word(40)}\r\n ${word(29)}\r\n`],
    [
      'all of the white space goes to the next line',
      field('A', `${word(60)} \t ${word(20)}`),
      `A: ${word(60)}\r\n \t ${word(20)}\r\n`,
    ],
    ['a word that is too long is not broken', field('Subject', `${word(90)} y`), `Subject: ${word(90)}\r\n y\r\n`],
    ['white space at the end makes no line of its own', field('A', `${word(74)}   `), `A: ${word(74)}   \r\n`],
    ['folded by the caller', field('A', 'one\r\n two'), 'A: one\r\n two\r\n'],
    [
      'a line end cannot begin another field',
      field('A', 'one\r\nBcc: two\nthree\rfour'),
      'A: one Bcc: two three four\r\n',
    ],
    ['a line without a colon', field('', 'just this'), 'just this\r\n'],
  ])('%s', (_name, given, text) => {
    expect(writeField(given)).toBe(text)
  })

  it('is undone by unfolding', () => {
    const words = fc.array(fc.constantFrom('a', 'bb', word(30), word(80), ' ', '\t', '  '), { maxLength: 40 })
    fc.assert(
      fc.property(words, (parts) => {
        const value = parts.join('')
        const lines = writeField(field('Name', value)).split('\r\n')
        expect(lines.pop()).toBe('')
        expect(lines.join('')).toBe(`Name: ${value}`)
        for (const line of lines.slice(1)) expect(line).toMatch(/^[ \t]+\S/)
      }),
    )
  })
})

describe('editFields', () => {
  const list = [field('From', 'a'), field('To', 'b'), field('X', '1'), field('x', '2')]
  const names = (edited: readonly HeaderField[]) => edited.map(({ name, value }) => `${name}=${value}`).join(' ')

  it.each([
    ['nothing', {}, 'From=a To=b X=1 x=2'],
    ['replaces in place, whatever the case', { set: [field('from', 'c')] }, 'from=c To=b X=1 x=2'],
    ['leaves one of several', { set: [field('X', '3')] }, 'From=a To=b X=3'],
    ['adds what was not there', { set: [field('Y', '3')] }, 'From=a To=b X=1 x=2 Y=3'],
    ['takes away', { set: [{ name: 'x', value: null }] }, 'From=a To=b'],
    ['takes away what is not there', { set: [{ name: 'q', value: null }] }, 'From=a To=b X=1 x=2'],
    ['the last of a name counts', { set: [field('To', 'c'), field('to', 'd')] }, 'From=a to=d X=1 x=2'],
    ['adds beside what is there', { add: [field('To', 'c')] }, 'From=a To=b X=1 x=2 To=c'],
  ])('%s', (_name, edits, expected) => {
    expect(names(editFields(list, edits, (made) => made))).toBe(expected)
  })
})
