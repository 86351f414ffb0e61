import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { PageFiles } from '../../src/web/static.ts'

const folder = mkdtempSync(join(tmpdir(), 'parley-page-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
for (const name of ['index.html', 'page-4KNG6ICE.js', 'page.js', 'notes.md']) writeFileSync(join(folder, name), name)
const files = new PageFiles(folder)

it.each([
  ['index.html', 'text/html; charset=utf-8', 'no-cache'],
  ['page.js', 'text/javascript; charset=utf-8', 'no-cache'],
  ['page-4KNG6ICE.js', 'text/javascript; charset=utf-8', 'private, max-age=31536000, immutable'],
])('serves %s, which browsers keep only where its name tells its content', async (name, type, cache) => {
  const response = await files.get(name)
  expect(await response!.text()).toBe(name)
  expect(response!.headers.get('content-type')).toBe(type)
  expect(response!.headers.get('cache-control')).toBe(cache)
})

it.each(['notes.md', 'nobody.js', '../package.json', ''])('has no %s', async (name) => {
  expect(await files.get(name)).toBeNull()
})
