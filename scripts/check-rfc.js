/**
 * Checks the references to RFC sections in the tree below the current folder, and keeps docs/rfc-coverage.md.
 *
 *     node scripts/check-rfc.js             fail where a reference is malformed or unknown, or the page is out of date
 *     node scripts/check-rfc.js --coverage  write the page
 */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { extname } from 'node:path'

const PLACES = ['src', 'suite', 'test', 'bench', 'scripts', 'docs', 'README.md', 'CONTRIBUTING.md', 'CHANGELOG.md']
const COVERAGE = 'docs/rfc-coverage.md'
const KINDS = new Set(['.ts', '.js', '.md', '.smtp'])

const citation = /RFC (\d+) §([0-9A-Z]+(?:\.\d+)*)/g

/** What looks like a reference and is none that can be checked. */
const malformed = [
  [/\bRFC-?\d{3,}/, 'put a space between "RFC" and its number'],
  [/\brfc ?\d+#/i, 'write "RFC 5321 §4.1", not a link'],
  [/\bRFC \d+,? ?\(?(?:sections?|sec\.|appendix|chapter) ?[0-9A-Z]/i, 'write the section as "§4.1"'],
  [/\bRFC \d+ ?\(?\d+\.\d/, 'write the section as "§4.1"'],
  [/\bRFC \d+(?:§|  +§|, ?§| § )/, 'write "RFC 5321 §4.1", with single spaces'],
  [/(?<!\bRFC \d+ )§ ?[0-9A-Z]/, 'name the RFC before each "§"'],
]

/** @returns {Map<string, Map<string, string>>} RFC number → section → title; section '' is the RFC itself */
function readIndex() {
  const index = new Map()
  for (const line of readFileSync('rfc/index.tsv', 'utf8').trimEnd().split('\n').slice(1)) {
    const [rfc, section, title] = line.split('\t')
    if (!index.has(rfc)) index.set(rfc, new Map())
    index.get(rfc).set(section, title)
  }
  return index
}

/** @returns {string[]} files to look into, in alphabetical order */
function listFiles(path) {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => listFiles(`${path}/${name}`))
    .filter((file) => KINDS.has(extname(file)) && file !== COVERAGE)
}

/** The part of a line that is prose. What a server says in a string is none of our business. */
function proseOf(file, line, state) {
  switch (extname(file)) {
    case '.md':
      if (line.startsWith('```')) state.fenced = !state.fenced
      return state.fenced || /^(?: {4}|\t)/.test(line) ? '' : line.replace(/`[^`]*`/g, '``')
    case '.smtp':
      return /^(?:#|@ref|@title)/.test(line) ? line : (/\s#.*$/.exec(line)?.[0] ?? '')
    default:
      return /^\s*(?:\/\*\*?|\*)/.test(line) ? line : (/(?:^|\s)\/\/ .*$/.exec(line)?.[0] ?? '')
  }
}

/** Look through the files once: what is wrong, and which sections are cited where. */
function survey(index) {
  const problems = []
  const citedBy = new Map() // "5321 4.1.2" → Set of files
  for (const file of PLACES.flatMap(listFiles)) {
    const state = { fenced: false }
    for (const [n, line] of readFileSync(file, 'utf8').split('\n').entries()) {
      for (const [whole, rfc, section] of line.matchAll(citation)) {
        if (!index.get(rfc)?.has(section)) problems.push(`${file}:${n + 1}: ${whole} is not in rfc/index.tsv`)
        const key = `${rfc} ${section}`
        citedBy.set(key, (citedBy.get(key) ?? new Set()).add(file))
      }
      const prose = proseOf(file, line, state)
      const wrong = malformed.find(([pattern]) => pattern.test(prose))
      if (wrong) problems.push(`${file}:${n + 1}: ${wrong[1]}: ${line.trim()}`)
    }
  }
  return { problems, citedBy }
}

const columns = [
  ['Code', (file) => file.startsWith('src/')],
  ['Goldens and cases', (file) => file.endsWith('.smtp')],
  ['Tests', (file) => /^test\/(?!scripts\/).*\.ts$/.test(file)],
]

/** The coverage page. It names files, not lines, so that it changes only when a reference comes or goes. */
function drawCoverage(index, citedBy) {
  const cells = (rfc, section) =>
    columns.map(([, belongs]) => [...(citedBy.get(`${rfc} ${section}`) ?? [])].filter(belongs))
  const table = (rfc) => {
    const rows = [...index.get(rfc)].map(([section, title]) => ({ section, title, cells: cells(rfc, section) }))
    const cited = rows.filter((row) => row.section !== '' && row.cells.flat().length > 0)
    return { rows, cited }
  }
  const page = [
    '# RFC sections and where Parley deals with them',
    '',
    'Drawn from the references in the tree by `node scripts/check-rfc.js --coverage`; do not edit it by hand.',
    'A reference says where a section is dealt with. That it is dealt with rightly is what the tests are for.',
  ]
  const numbers = [...index.keys()].filter((rfc) => table(rfc).cited.length > 0)
  for (const rfc of [...new Set(['5321', ...numbers])]) {
    if (!index.has(rfc)) continue
    const { rows, cited } = table(rfc)
    page.push('', `## RFC ${rfc}: ${escape(index.get(rfc).get(''))}`, '')
    page.push(`| Section | ${columns.map(([name]) => name).join(' | ')} |`, `|-|${columns.map(() => '-|').join('')}`)
    for (const row of cited) {
      page.push(`| ${row.section} ${escape(row.title)} | ${row.cells.map(listOf).join(' | ')} |`)
    }
    if (rfc !== '5321') continue
    const uncited = rows.filter((row) => row.section !== '' && !cited.includes(row))
    page.push('', `Cited nowhere: ${uncited.map(({ section, title }) => `${section} ${escape(title)}`).join(' · ')}.`)
  }
  return `${page.join('\n')}\n`
}

function escape(title) {
  return title.replace(/[<|*_]/g, '\\$&')
}

function listOf(files) {
  return files.map((file) => file.replace(/^(?:src|test|suite)\//, '')).join(', ')
}

const index = readIndex()
const { problems, citedBy } = survey(index)
for (const problem of problems) console.error(problem)

const page = drawCoverage(index, citedBy)
const isCurrent = existsSync(COVERAGE) && readFileSync(COVERAGE, 'utf8') === page
if (process.argv.includes('--coverage')) writeFileSync(COVERAGE, page)
else if (!isCurrent && problems.length === 0) {
  console.error(`${COVERAGE} is out of date: run "node scripts/check-rfc.js --coverage"`)
  process.exitCode = 1
}
if (problems.length > 0) process.exitCode = 1
