import { expect, it } from 'vitest'
import { readMarkdownLine } from '../../src/web/markdown-line.ts'

it.each([
  ['plain', [{ kind: 'text', text: 'plain' }]],
  ['', []],
  [
    'Not `gap`, see [the `gap` page](/features/css-gap/).',
    [
      { kind: 'text', text: 'Not ' },
      { kind: 'code', text: 'gap' },
      { kind: 'text', text: ', see ' },
      { kind: 'link', text: 'the gap page', href: 'https://www.caniemail.com/features/css-gap/' },
      { kind: 'text', text: '.' },
    ],
  ],
  ['[a](https://a.example/b)', [{ kind: 'link', text: 'a', href: 'https://a.example/b' }]],
  // What would run, or cannot be followed, is text.
  ['[a](javascript:alert)', [{ kind: 'text', text: '[a](javascript:alert)' }]],
  ['[a](http://[)', [{ kind: 'text', text: '[a](http://[)' }]],
  [
    '<b>`<i>`',
    [
      { kind: 'text', text: '<b>' },
      { kind: 'code', text: '<i>' },
    ],
  ],
])('takes apart %j', (line, pieces) => expect(readMarkdownLine(line)).toEqual(pieces))
