import { expect, it } from 'vitest'
import { readCss } from '../../src/message/css-pieces.ts'

/** Pieces in short. */
function pieces(css: string, within?: 'rules' | 'style'): string[] {
  return [...readCss(css, within)].map((piece) => {
    switch (piece.kind) {
      case 'comment':
        return '/* */'
      case 'at-rule':
        return `@${piece.name} ${piece.prelude}`.trim()
      case 'selector':
        return `${piece.isNested ? '& ' : ''}${piece.text} {`
      case 'declaration':
        return `${piece.property}: ${piece.value}`
    }
  })
}

it('takes a style sheet apart', () => {
  expect(
    pieces(`@import url("a.css"); /* one */ p, .b > i { Color : red; margin:0 auto !important }
      @media (max-width: 600px) { .c { display: none } }`),
  ).toEqual([
    '@import url("a.css")',
    '/* */',
    'p, .b > i {',
    'color: red',
    'margin: 0 auto !important',
    '@media (max-width: 600px)',
    '.c {',
    'display: none',
  ])
})

it('takes a style attribute apart, whatever stands in its strings and addresses', () => {
  expect(
    pieces(
      `background:url(data:image/png;base64,AA==) ; font-family:"a;b}", 'c:d'; --Gap: 1px; filter:progid:x(y=1)`,
      'style',
    ),
  ).toEqual([
    'background: url(data:image/png;base64,AA==)',
    `font-family: "a;b}", 'c:d'`,
    '--Gap: 1px',
    'filter: progid:x(y=1)',
  ])
})

it('knows nesting, and blocks in which nothing is selected', () => {
  expect(
    pieces(
      '.a { color: red; &:hover { color: blue } } @font-face { font-weight: 400 } @keyframes x { from { top: 0 } }',
    ),
  ).toEqual(['.a {', 'color: red', '& &:hover {', 'color: blue', '@font-face', '@keyframes x', 'top: 0'])
})

it('comes to an end whatever it is given', () => {
  for (const css of [
    '{'.repeat(1e5),
    '}'.repeat(1e5),
    '/*'.repeat(1e5),
    '('.repeat(1e5),
    '"'.repeat(1e5),
    '\\'.repeat(99999),
  ]) {
    expect(pieces(css).length).toBeLessThanOrEqual(1e5)
  }
  expect(pieces('<!-- a { color: red } -->')).toEqual(['a {', 'color: red'])
  expect(pieces('a { color: red')).toEqual(['a {', 'color: red'])
  expect(pieces('a { b: "x\n; color: red }')).toEqual(['a {', 'b: "x', 'color: red'])
})
