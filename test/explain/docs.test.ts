import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { explain } from '../../src/explain/explain.ts'
import { showExplanation } from '../../src/report/explanation.ts'
import { createStyle } from '../../src/report/style.ts'

const page = readFileSync('docs/explain.md', 'utf8')
const calls = [...page.matchAll(/^`explain\('(.*)'\)`\n\n```json\n([^]*?)\n```$/gm)]
const conversations = [...page.matchAll(/^```text\n([^]*?)\n```\n\nis explained as\n\n```json\n([^]*?)\n```$/gm)]

describe('docs/explain.md', () => {
  it('has its examples', () => {
    expect([calls.length, conversations.length]).toEqual([6, 1])
  })

  it('shows what is shown', async () => {
    const [, words, shown] = /^`parley explain "(.*)"` shows\n\n```text\n([^]*?)```$/m.exec(page)!
    expect(showExplanation(await explain(words!), { style: createStyle(false), width: 80 })).toBe(shown)
  })

  it.each([...calls, ...conversations].map(([, input, json]) => [input!, json!]))('%j', async (input, json) => {
    expect(await explain(input)).toMatchObject(JSON.parse(json) as object)
  })
})
