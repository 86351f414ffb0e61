import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { clientCases } from './list.ts'

it('all twenty cases are there, each as a test that is run', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.ts'))
  const text = files.map((name) => readFileSync(`${import.meta.dirname}/${name}`, 'utf8')).join('\n')
  const names = [...text.matchAll(/^(?:  )?(?:it\(|\]\)\()'(CLI-\d\d) ([^:']+)/gm)].map(([, id, title]) => [id, title])
  const expected = Array.from({ length: 20 }, (_, i) => `CLI-${String(i + 1).padStart(2, '0')}`)
  expect(Object.keys(clientCases)).toEqual(expected)
  expect([...new Set(names.map(([id]) => id))].sort()).toEqual(expected)
  for (const [id, title] of names) expect(title, id).toBe(clientCases[id!]![0])
  expect(text).not.toMatch(/\b(?:it|describe)\.(?:skip|only|todo|fails)\b/)
})
