/**
 * Draws src/explain/data/html-support.ts anew: which mail program shows what of HTML and CSS, as caniemail.com has
 * tested it. Its data comes with the npm package "caniemail"; nothing of that package's code is used, or installed.
 *
 *     node scripts/html-support.js          with the newest package
 *     node scripts/html-support.js 2.0.2    with that one
 *
 * src/explain/data/html-support.LICENSE.txt is the licence of the data.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'

const target = fileURLToPath(new URL('../src/explain/data/html-support.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'html-support-'))
try {
  run('npm', ['pack', '--silent', `caniemail@${process.argv[2] ?? 'latest'}`])
  const [archive] = readdirSync(folder)
  run('tar', ['xzf', archive, 'package/package.json', 'package/data/caniemail.json'])
  const read = (name) => readFileSync(join(folder, 'package', name), 'utf8')
  const { version } = JSON.parse(read('package.json'))
  const source = draw(readOrdered(read('data/caniemail.json')), version)
  writeFileSync(target, await format(source, { ...(await resolveConfig(target)), parser: 'typescript' }))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function run(program, args) {
  const { status, error } = spawnSync(program, args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) throw error ?? new Error(`${program} ${args.join(' ')}: exit code ${status}`)
}

/** Versions stand in their order, the newest last. JavaScript would put those that are whole numbers first. */
function readOrdered(text) {
  return JSON.parse(text.replace(/"([0-9]+)"(?=\s*:)/g, '"v$1"'))
}

function draw({ last_update_date: updated, nicenames, data }, version) {
  const clients = []
  for (const { stats } of data) {
    for (const [family, platforms] of Object.entries(stats)) {
      for (const platform of Object.keys(platforms)) {
        if (!clients.some((each) => each[0] === family && each[1] === platform)) clients.push([family, platform])
      }
    }
  }
  const order = Object.keys(nicenames.family)
  clients.sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0]))
  const features = data.map(({ slug, title, description, category, tags, keywords, stats, notes_by_num: notes }) => ({
    slug,
    title: title.trim(),
    ...(description && { description: description.trim() }),
    category,
    ...(tags?.length > 0 && { tags }),
    ...(keywords && { keywords }),
    support: clients.map(([family, platform]) => newest(stats[family]?.[platform], notes)).join(' '),
    ...(notes && { notes: Object.fromEntries(Object.entries(notes).map(([n, note]) => [n.replace('v', ''), note])) }),
  }))
  return `/**
 * What mail programs show of HTML and CSS: the data of https://www.caniemail.com (MIT, html-support.LICENSE.txt) as of
 * ${updated.slice(0, 10)}, by the npm package caniemail ${version}. Drawn by scripts/html-support.js: do not edit it.
 *
 * Longer than 400 lines because it is a table: one entry a feature, with every program that was tested.
 */
import type { SupportRow } from '../html/support.ts'

export const supportAsOf = '${updated.slice(0, 10)}'

/** Family and platform. */
export const supportClients: readonly (readonly [string, string])[] = ${JSON.stringify(clients)}

export const familyNames: Readonly<Record<string, string>> = ${JSON.stringify(nicenames.family)}

export const platformNames: Readonly<Record<string, string>> = ${JSON.stringify(nicenames.platform)}

export const supportRows: readonly SupportRow[] = ${JSON.stringify(features)}
`
}

/** A note that is not there is not named. */
function newest(versions = {}, notes) {
  const last = Object.entries(versions).at(-1)
  if (!last) return '-'
  const [version, support] = last
  const [letter, ...numbers] = support.split(' ')
  const named = numbers.filter((number) => notes && number.replace('#', 'v') in notes)
  return `${[letter, ...named].join('')}@${version.replace(/^v(?=\d)/, '').replaceAll(' ', '-')}`
}
