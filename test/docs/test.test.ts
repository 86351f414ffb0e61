import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { profileNames } from '../../src/checks/six-steps/profiles.ts'
import { testSixSteps } from '../../src/checks/six-steps/run.ts'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import test from '../../src/cli/verbs/test.ts'
import { testJson } from '../../src/report/six-steps/json.ts'
import { showTest } from '../../src/report/six-steps/terminal.ts'
import { createStyle } from '../../src/report/style.ts'

const page = readFileSync('docs/test.md', 'utf8')
const carol = () => testSixSteps({ target: null, to: ['carol@example.test'] })
const withoutTimes = (text: string) => text.replace(/ +[\d.]+ ms/g, ' … ms')

describe('docs/test.md', () => {
  it('shows what is shown', async () => {
    const shown = withoutTimes(showTest(await carol(), { style: createStyle(false), width: 80 }))
    const blocks = [...page.matchAll(/^```text\n([^]*?)\n```$/gm)].map(([, block]) => block!)
    expect(blocks).toHaveLength(2)
    for (const block of blocks) expect(shown).toContain(withoutTimes(block))
  })

  it('names every kind of sender and every option', () => {
    for (const name of profileNames) expect(page).toContain(`\n| \`${name}\` | `)
    for (const { long } of test().options) expect(long === '--color' || page.includes(`\`${long}`)).toBe(true)
  })

  it('names exit codes that there are', () => {
    const rows = [...page.matchAll(/^\| ([\d, ]+) \| /gm)].flatMap(([, codes]) => codes!.split(', ').map(Number))
    expect(rows.length).toBeGreaterThan(10)
    for (const code of rows) expect(Object.values(exitCodes)).toContain(code)
  })
})

describe('docs/json.md', () => {
  const json = readFileSync('docs/json.md', 'utf8')

  it('shows a step as it is', async () => {
    const { ms, ...step } = JSON.parse(/^```json\n([^]*?)\n```$/m.exec(json)![1]!) as Record<string, unknown>
    expect(ms).toBeTypeOf('number')
    expect(testJson(await carol()).steps[3]).toMatchObject(step)
  })

  it('names every field', async () => {
    for (const field of Object.keys(testJson(await carol())))
      expect(json).toMatch(new RegExp(`^\\|.*\`${field}\`.*\\|`, 'm'))
  })
})
