import { expect, it } from 'vitest'
import { supportRows } from '../../../src/explain/data/html-support.ts'
import { findFeatures } from '../../../src/explain/html/find-features.ts'
import { rules, signsOf } from '../../../src/explain/html/rules.ts'
import { growth } from '../../message/growth.ts'

/** The slugs of what a document makes use of. */
function slugs(html: string, typeOf?: (id: string) => string | null): string[] {
  const { counts } = findFeatures(html, typeOf)
  return supportRows.filter(({ slug }) => signsOf(slug).some((sign) => counts.has(sign))).map(({ slug }) => slug)
}

it.each([
  ['<!DOCTYPE html><body><!-- x -->', ['html-body', 'html-comments', 'html-doctype']],
  ['<b style="display:inline-flex;gap:1px">', ['css-display', 'css-display-flex', 'css-gap', 'css-unit-px']],
  ['<b style="--a:1;color:var(--a)">', ['css-variables']],
  [
    '<b style="width:calc(1em + 2vw)!important">',
    ['css-important', 'css-unit-calc', 'css-unit-em', 'css-unit-vw', 'css-width'],
  ],
  [
    '<b style="width:min(10%,max-content)">',
    ['css-function-min', 'css-intrinsic-size', 'css-unit-percent', 'css-width'],
  ],
  ['<b style="color:oklch(0 0 0)">', ['css-modern-color']],
  ['<b style="font-family:system-ui">', ['css-sytem-ui']],
  ['<b style="font-family:\'system-ui 5vw\'">', []],
  ['<b style="color:#5e1cba">', []],
  [
    '<style>a:hover::before{}</style>',
    ['css-pseudo-class-hover', 'css-pseudo-element-before', 'css-selector-type', 'html-style'],
  ],
  ['<style>a:before{}</style>', ['css-pseudo-element-before', 'css-selector-type', 'html-style']],
  ['<style>.a.b{}</style>', ['css-selector-chaining', 'css-selector-class', 'html-style']],
  [
    '<style>*>[x="a b"]+#c~*{}</style>',
    [
      'css-selector-adjacent-sibling',
      'css-selector-attribute',
      'css-selector-child',
      'css-selector-general-sibling',
      'css-selector-id',
      'css-selector-universal',
      'html-style',
    ],
  ],
  [
    '<style>.a .b,.c{}</style>',
    ['css-selector-class', 'css-selector-descendant', 'css-selector-grouping', 'html-style'],
  ],
  ['<style>.a{.b{}}</style>', ['css-nesting', 'css-selector-class', 'html-style']],
  [
    '<style>@media screen and (-webkit-min-device-pixel-ratio:2){}</style>',
    ['css-at-media-device-pixel-ratio', 'css-at-media', 'html-style'],
  ],
  [
    '<style>@media (any-hover){}@media (prefers-color-scheme:dark){}</style>',
    ['css-at-media-hover', 'css-at-media-prefers-color-scheme', 'css-at-media', 'html-style'],
  ],
  [
    '<style>@-webkit-keyframes x{50%{top:0}}/* */</style>',
    ['css-at-keyframes', 'css-comments', 'css-left-right-top-bottom', 'html-style'],
  ],
  [
    '<input><input type=CHECKBOX required><button>',
    ['html-button-submit', 'html-input-checkbox', 'html-input-text', 'html-required'],
  ],
  ['<a href="#x" target=_blank><a href="MAILTO:a@b">', ['html-anchor-links', 'html-mailto-links', 'html-target']],
  ['<img src="https://x.example/a.WEBP?y=.gif" loading=lazy>', ['html-img', 'html-loading-attribute', 'image-webp']],
  ['<img src="data:image/svg+xml;base64,AA">', ['html-img', 'image-base64', 'image-svg']],
  ['<b style="background-image:url( \'a/b.avif\' )">', ['css-background-image', 'image-avif']],
  ['<td background="x.tiff">', ['html-background', 'image-tiff']],
  ['<img srcset="a.avif 1x, b.jpg 2x">', ['html-img', 'html-srcset', 'image-avif', 'image-jpg']],
  ['<p aria-label=x role=y dir=rtl>', ['html-aria-label', 'html-dir', 'html-p', 'html-role']],
  ['<meta name="color-scheme" content="light dark">', ['html-meta-color-scheme']],
  ['<h3><main><ul><embed>', ['html-h1-h6', 'html-lists', 'html-object', 'html-semantics']],
  ['<!-- <video></video> -->', ['html-comments']],
])('finds what %s makes use of', (html, expected) => {
  expect(slugs(html)).toEqual([...expected].sort((a, b) => order(a) - order(b)))
})

function order(slug: string): number {
  const at = supportRows.findIndex((row) => row.slug === slug)
  if (at < 0) throw new Error(`there is no ${slug}`)
  return at
}

it('looks at what an image came as', () => {
  expect(slugs('<img src="cid:logo%40x">', (id) => (id === 'logo@x' ? 'image/tiff' : null))).toEqual([
    'html-img',
    'image-tiff',
  ])
})

it('knows every feature of the data, and no other', () => {
  const known = new Set(supportRows.map(({ slug }) => slug))
  expect(Object.keys(rules).filter((slug) => !known.has(slug))).toEqual([])
  // These are told by another, or by nothing in a message.
  expect(supportRows.filter(({ slug }) => signsOf(slug).length === 0).map(({ slug }) => slug)).toEqual([
    'bimi',
    'css-inline-size',
  ])
})

it.each([
  ['elements', (size: number) => '<div>'.repeat(size / 5)],
  ['a value that is not closed', (size: number) => '<b style="' + 'a:url( '.repeat(size / 7)],
  ['rules within rules', (size: number) => `<style>${'a{'.repeat(size / 2)}`],
  ['comments of CSS', (size: number) => `<style>${'*/ /*'.repeat(size / 5)}`],
  ['spaces', (size: number) => `<style>${' '.repeat(size)}`],
  ['exclamation marks', (size: number) => `<style>a{b:${' '.repeat(size / 2)}x${'! '.repeat(size / 4)}`],
  ['brackets', (size: number) => `<style>${'[ '.repeat(size / 2)}{}`],
  ['a long selector', (size: number) => `<style>${'a '.repeat(size / 2)}{}`],
  ['addresses that are not closed', (size: number) => `<style>${`a{b:url(${' '.repeat(100)}`.repeat(size / 108)}`],
  ['style attributes', (size: number) => '<p style="color:red;padding:1px">'.repeat(size / 33)],
  ['style sheets', (size: number) => '<style>.a{color:red}</style>'.repeat(size / 28)],
  ['comments', (size: number) => '<!--'.repeat(size / 4)],
  ['conditional comments', (size: number) => '<!--[if mso]><p><![endif]-->'.repeat(size / 28)],
  ['conditions', (size: number) => `<!--[if ${'('.repeat(190)}]>-->`.repeat(size / 202)],
])('takes time by the length alone for %s', (_, html) => {
  expect(growth((size) => findFeatures(html(size)), 8000)).toBeLessThan(60)
})

it('says where it stopped', () => {
  const long = findFeatures('<p>'.repeat(1000), undefined, 300)
  expect([long.nodes, long.isCut]).toEqual([100, true])
  const sheet = (rules: number) => findFeatures(`<style>${'a{top:0}'.repeat(rules)}</style><b>`)
  expect([sheet(10_000).counts.get('property:top'), sheet(10_000).isCut]).toEqual([10_000, false])
  expect([sheet(30_000).counts.get('property:top'), sheet(30_000).isCut]).toEqual([10_000, true])
  expect(sheet(30_000).nodes).toBe(2)
})
