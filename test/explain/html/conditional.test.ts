import { expect, it } from 'vitest'
import { judgeHtml } from '../../../src/explain/html/check-support.ts'
import { readConditional } from '../../../src/explain/html/conditional.ts'
import { findFeatures } from '../../../src/explain/html/find-features.ts'

it.each([
  ['mso', true],
  ['!mso', false],
  ['gte mso 9', true],
  ['lt mso 15', false],
  ['mso 16', true],
  ['mso 12', false],
  ['(gte mso 9)|(IE)', true],
  ['mso | IE', true],
  ['IE', false],
  ['!IE', true],
  ['lte IE 8', false],
  ['(gt mso 14)&(lt mso 17)', true],
  ['(gt mso 14)&(lt mso 16)', false],
  ['false | true & !vml', false],
  ['gte vml 1', true],
  ['TRUE', true],
  ['!(mso)', false],
  ['((((mso', true],
  ['mso ?', false],
  ['', false],
  ['!'.repeat(100), false],
])('[if %s] is %s for Word', (condition, holds) => {
  expect(readConditional(`<!--[if ${condition}]>x<![endif]-->`)).toEqual({ kind: 'hidden', holds, html: 'x' })
})

it.each([
  ['<!--[if !mso]><!-->', { kind: 'revealed', holds: false }],
  ['<!--[if !mso]><!-- -->', { kind: 'revealed', holds: false }],
  ['<!--[if mso]>-->', { kind: 'revealed', holds: true }],
  ['<![if !mso]>', { kind: 'revealed', holds: false }],
  ['<!--<![endif]-->', { kind: 'end' }],
  ['<!-- <![endif]-->', { kind: 'end' }],
  ['<![endif]>', { kind: 'end' }],
  ['<![endif]-->', { kind: 'end' }],
  ['<!-- [if mso]>x<![endif]-->', null],
  ['<!--[iffy]-->', null],
  ['<!-- x -->', null],
  ['<!DOCTYPE html>', null],
  ['<?xml?>', null],
])('reads %s', (raw, found) => {
  expect(readConditional(raw)).toEqual(found)
})

/** Who does not show a <video>, and how many elements there are. */
async function read(html: string) {
  const { features, nodes } = await judgeHtml(findFeatures(html))
  const video = features.find(({ slug }) => slug === 'html-video')
  return { nodes, found: video?.found ?? 0, without: video?.results.filter(({ support }) => support === 'no') ?? [] }
}
const word = ['Outlook Windows', 'Windows Mail']
const video = '<video></video>'

it('holds what is for Outlook on Windows against nobody else', async () => {
  const { without, found, nodes } = await read(`<!--[if mso | IE]><p>${video}</p><![endif]--><p></p>`)
  expect(without.map(({ name }) => name)).toEqual(word)
  expect([found, nodes]).toEqual([1, 3])
})

it.each([
  `<!--[if !mso]><!-->${video}<!--<![endif]-->`,
  `<![if !mso]>${video}<![endif]>`,
  `<!--[if lt mso 12]>-->${video}<!--<![endif]-->`,
])('does not hold against Outlook on Windows what is kept from it: %s', async (html) => {
  const { without } = await read(`${html}<p></p>`)
  const names = without.map(({ name }) => name)
  expect(names).toContain('Gmail webmail')
  for (const name of word) expect(names).not.toContain(name)
})

it.each([
  `<!--[if mso]>${video}<![endif]-->${video}`,
  `<!--[if !mso]><!-->${video}<!--<![endif]-->${video}`,
  `<!--[if mso]>${video}<![endif]--><!--[if !mso]><!-->${video}<!--<![endif]-->`,
])('holds against all what is for all: %s', async (html) => {
  const { without, found } = await read(html)
  expect(without.map(({ name }) => name)).toEqual(expect.arrayContaining([...word, 'Gmail webmail']))
  expect(found).toBe(2)
})

it.each([
  `<!--[if !mso]>${video}<![endif]-->`,
  `<!--[if IE]>${video}<![endif]-->`,
  `<!--[if !mso]><!--><!--[if mso]>${video}<![endif]--><!--<![endif]-->`,
  `<!--${video}-->`,
])('holds against nobody what nobody reads: %s', async (html) => {
  expect(await read(html)).toEqual({ nodes: 0, found: 0, without: [] })
})

it('weighs what Word alone reads by the programs that do', async () => {
  const shareOf = async (html: string) =>
    (await judgeHtml(findFeatures(html))).features.find(({ slug }) => slug === 'html-video')!.unsupported
  const all = await shareOf(video)
  const some = await shareOf(`<!--[if mso]>${video}<![endif]-->`)
  expect(some).toBeGreaterThan(0)
  expect(some).toBeLessThan(all / 5)
})

it('reads styles for Outlook, and what is behind them', () => {
  const { counts, wordOnly } = findFeatures('<!--[if mso]><style>p{gap:1px}<![endif]-->p{float:left}<b style="top:0">')
  expect([...counts.keys()].filter((key) => key.startsWith('property:'))).toEqual(['property:gap', 'property:top'])
  expect(wordOnly.get('property:gap')).toBe(1)
})

it('reads no comment within another, however deep', () => {
  const { counts, nodes } = findFeatures(`${'<!--[if mso]><p>'.repeat(20_000)}<![endif]-->`)
  expect([nodes, counts.get('element:p')]).toEqual([1, 1])
})
