import { expect, it } from 'vitest'
import { findLinks } from '../../src/message/links.ts'
import { growth } from './growth.ts'

it.each([
  ['(see https://x.test/a).', 'https://x.test/a'],
  ['[https://x.test/a])]', 'https://x.test/a'],
  ['https://x.test/a_(b)', 'https://x.test/a_(b)'],
  ['https://x.test/a(b)).', 'https://x.test/a(b))'],
  ['"https://x.test/a"?!', 'https://x.test/a'],
])('takes what ends the sentence of %j off', (text, link) => {
  expect(findLinks(text, []).links).toEqual([link])
})

it.each([
  ['closing parentheses', ')'],
  ['closing brackets', ']'],
  ['full stops', '.'],
])('takes no more than its length for an address with nothing but %s', (_, sign) => {
  expect(growth((times) => findLinks(`https://x.test/${sign.repeat(times)}`, []))).toBeLessThan(60)
})
