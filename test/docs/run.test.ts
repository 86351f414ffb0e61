import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import run from '../../src/cli/verbs/run.ts'
import { runParley } from '../cli/parley.ts'

const page = readFileSync('docs/run.md', 'utf8')
const block = (language: string) => new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'm').exec(page)![1]!
const withoutTimes = (text: string) => text.replace(/ {2}[\d.]+ ms$/gm, '')

describe('docs/run.md', () => {
  it('shows what is shown', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'parley-docs-'))
    writeFileSync(join(folder, 'relay.smtp'), block('smtp'))
    const { stdout, code } = await runParley(['run', 'relay.smtp'], { cwd: folder })
    rmSync(folder, { recursive: true })
    expect(withoutTimes(stdout)).toBe(withoutTimes(block('text')))
    expect(code).toBe(Number(/(\d+), a script did not go as it is written/.exec(page)![1]))
  })

  it('names every option', () => {
    for (const { long } of run().options) expect(page).toMatch(new RegExp(`${long}[\` ]`))
  })

  it('has commands that can be read', () => {
    const known = run().options.map(({ long }) => long)
    const commands = block('sh').trim().split('\n')
    for (const command of commands) for (const [option] of command.matchAll(/--\S+/g)) expect(known).toContain(option)
    expect(commands.length).toBeGreaterThan(2)
  })
})
