import { describe, expect, it } from 'vitest'
import * as fc from 'fast-check'
import { compareLines } from '../../src/script/difference.ts'

const compare = (expected: string, got: string) =>
  compareLines([...expected], [...got])
    .map(({ mark, text }) => `${mark}${text}`)
    .join('')

describe('compareLines', () => {
  it.each([
    ['abc', 'abc', ' a b c'],
    ['abc', 'axc', ' a-b+x c'],
    ['ac', 'abc', ' a+b c'],
    ['abc', 'ac', ' a-b c'],
    ['abcd', 'bxcy', '-a b+x c-d+y'],
    ['', 'ab', '+a+b'],
    ['ab', '', '-a-b'],
    ['aa', 'a', ' a-a'],
  ])('of %j and %j', (expected, got, difference) => {
    expect(compare(expected, got)).toBe(difference)
  })

  it('knows lines that are met though they are not the same', () => {
    expect(compareLines(['a', '*', 'c'], ['a', 'x', 'd'], (one, other) => one === '*' || one === other)).toEqual([
      { mark: ' ', text: 'a' },
      { mark: ' ', text: 'x' },
      { mark: '-', text: 'c' },
      { mark: '+', text: 'd' },
    ])
  })

  it('shows very long texts without comparing everything with everything', () => {
    const many = (letter: string) => Array.from({ length: 5000 }, (_, i) => `${letter}${i}`)
    const lines = compareLines(['a', ...many('x'), 'z'], ['a', ...many('y'), 'z'])
    expect(lines).toHaveLength(10_002)
    expect(lines.at(-1)).toEqual({ mark: ' ', text: 'z' })
  })

  it('leads from the one to the other', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 })
    fc.assert(
      fc.property(lines, lines, (expected, got) => {
        const difference = compareLines(expected, got)
        const texts = (mark: '-' | '+') => difference.filter((line) => [' ', mark].includes(line.mark))
        expect(texts('-').map(({ text }) => text)).toEqual(expected)
        expect(texts('+').map(({ text }) => text)).toEqual(got)
      }),
    )
  })
})
