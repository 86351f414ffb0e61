import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'

const script = resolve('scripts/check-rfc.js')
const index =
  'rfc\tsection\ttitle\n5321\t\tSMTP\n5321\t4.1\tCommands\n5321\tD.1\tA <typical> one\n1870\t\tSize\n1870\t5\tWhat\n'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'check-rfc-'))
  write('rfc/index.tsv', index)
  write('docs/page.md', '')
})
afterEach(() => rmSync(root, { recursive: true }))

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
}

function check(...args: string[]) {
  const { status, stderr } = spawnSync(process.execPath, [script, ...args], { cwd: root, encoding: 'utf8' })
  return { status, problems: stderr.trimEnd().split('\n').filter(Boolean) }
}

it('accepts what is in the index, alone and in lists', () => {
  write('src/a.ts', '// RFC 5321 §4.1, RFC 1870 §5\n// RFC 5321 §D.1. As RFC 2920 has it.\n')
  expect(check('--coverage')).toEqual({ status: 0, problems: [] })
  expect(check()).toEqual({ status: 0, problems: [] })
})

it('names the place of a section that is not in the index', () => {
  const unknown = ['RFC 5321', '§4.1.9'].join(' ')
  write('src/a.ts', `\nconst ref = '${unknown}'\n`)
  expect(check('--coverage')).toEqual({
    status: 1,
    problems: [`src/a.ts:2: ${unknown} is not in rfc/index.tsv`],
  })
})

// In two pieces, so that this file is no problem itself.
const bad: readonly [string, string][] = [
  ['RFC', '5321 §4.1'],
  ['RFC 5321', ' section 4.1'],
  ['RFC 5321', ', Section 4.1'],
  ['RFC 5321', ' appendix D'],
  ['RFC 5321', ' 4.1'],
  ['RFC 5321', '  §4.1'],
  ['RFC 5321 §4.1, ', '§4.1'],
  ['rfc', '5321#section-4.1'],
]
it.each(bad)('does not take "%s%s" for a reference', (head, tail) => {
  write('src/a.ts', `// see ${head}${tail}\n`)
  write('test/golden/a.smtp', `# ${head}${tail}\nS: 250 OK\n`)
  write('docs/page.md', `As ${head}${tail} says.\n`)
  expect(check('--coverage').problems.map((line) => line.split(':', 2).join(':'))).toEqual([
    'src/a.ts:1',
    'test/golden/a.smtp:1',
    'docs/page.md:1',
  ])
})

it.each(bad)('lets a server say "%s%s"', (head, tail) => {
  if (head.endsWith(', ')) return // a section of ours is checked wherever it stands
  write('src/a.ts', `const text = '550 not ${head}${tail}'\n`)
  write('test/golden/a.smtp', `S: 550 not ${head}${tail}\n`)
  write('docs/page.md', `It says \`550 ${head}${tail}\`:\n\n\`\`\`\n550 ${head}${tail}\n\`\`\`\n`)
  expect(check('--coverage').problems).toEqual([])
})

it('draws a page of files, and says when it is out of date', () => {
  write('src/protocol/a.ts', '// RFC 5321 §D.1\n')
  write('test/golden/a.smtp', '@ref RFC 5321 §D.1\n')
  write('test/protocol/a.test.ts', '// RFC 1870 §5\n')
  expect(check()).toEqual({
    status: 1,
    problems: ['docs/rfc-coverage.md is out of date: run "node scripts/check-rfc.js --coverage"'],
  })
  expect(check('--coverage').status).toBe(0)
  const page = readFileSync(join(root, 'docs/rfc-coverage.md'), 'utf8')
  expect(page).toContain('| D.1 A \\<typical> one | protocol/a.ts | golden/a.smtp |  |')
  expect(page).toContain('| 5 What |  |  | protocol/a.test.ts |')
  expect(page).toContain('Cited nowhere: 4.1 Commands.')
  // Moving a reference within its file changes nothing.
  write('src/protocol/a.ts', '\n\n// RFC 5321 §D.1\n')
  expect(check()).toEqual({ status: 0, problems: [] })
})
