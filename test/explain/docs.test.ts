import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { explain } from '../../src/explain/explain.ts'

const page = readFileSync('docs/explain.md', 'utf8')
const calls = [...page.matchAll(/^`explain\('(.*)'\)`\n\n```json\n([^]*?)\n```$/gm)]
const conversations = [...page.matchAll(/^```text\n([^]*?)\n```\n\nis explained as\n\n```json\n([^]*?)\n```$/gm)]

describe('docs/explain.md', () => {
  it('has its examples', () => {
    expect([calls.length, conversations.length]).toEqual([6, 1])
  })

  it.each([...calls, ...conversations].map(([, input, json]) => [input!, json!]))('%j', async (input, json) => {
    expect(await explain(input)).toMatchObject(JSON.parse(json) as object)
  })
})
