// Builds the library with tsc (modules and declarations, as they are laid out in src/), and the program with esbuild:
// one bundle, in pieces that are loaded when they are needed.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { buildPage } from './build-page.js'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

// Built beside, and put in place when it is whole: what runs meanwhile finds the old one.
const fresh = `dist-${process.pid}`
const remove = (folder) => rmSync(folder, { recursive: true, force: true })
process.on('exit', () => remove(fresh))

const require = createRequire(import.meta.url)
const tsc = spawnSync(
  process.execPath,
  [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.build.json', '--outDir', `${fresh}/lib`],
  { stdio: 'inherit' },
)
if (tsc.status !== 0) process.exit(tsc.status ?? 1)

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
const { metafile } = await build({
  // The thread that has the database is a program of its own.
  entryPoints: { main: 'src/cli/main.ts', worker: 'src/store/sqlite/worker.ts' },
  external: ['libsql'],
  outdir: `${fresh}/cli`,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none', // gathered below
  define: { PARLEY_VERSION: JSON.stringify(version) },
  // Packages in CommonJS ask for Node's own modules with require().
  banner: {
    js: "import { createRequire as _createRequire } from 'node:module';const require = _createRequire(import.meta.url);",
  },
  metafile: true,
  logLevel: 'warning',
})

const page = await buildPage(`${fresh}/web`)

/** The licences of everything in the bundles. */
const packages = new Set(
  [metafile, page]
    .flatMap(({ inputs }) => Object.keys(inputs))
    .map((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1])
    .filter(Boolean),
)
const notices = [...packages].sort().map((folder) => {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))
  const file = ['LICENSE', 'LICENSE.txt', 'LICENSE.md', 'LICENCE']
    .map((each) => `${folder}/${each}`)
    .find((path) => existsSync(path))
  return `${name} ${version} (${license})\n\n${file ? readFileSync(file, 'utf8').trim() : `See ${dirname(folder)}`}\n`
})
/** Data of others, which comes without a package. */
for (const path of Object.keys(metafile.inputs)) {
  const licence = path.replace(/\.ts$/, '.LICENSE.txt')
  if (licence !== path && existsSync(licence)) {
    notices.push(`The data of ${path}\n\n${readFileSync(licence, 'utf8').trim()}\n`)
  }
}
writeFileSync(`${fresh}/cli/LICENSES.txt`, notices.join(`\n${'-'.repeat(72)}\n\n`))
const manual = spawnSync(process.execPath, [`${fresh}/cli/main.js`, 'manual'], {
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'inherit'],
})
if (manual.status !== 0) process.exit(manual.status ?? 1)
writeFileSync(`${fresh}/parley.1`, manual.stdout)
writeFileSync(`${fresh}/.built`, '')

const stale = `${fresh}-stale`
if (existsSync('dist')) renameSync('dist', stale)
renameSync(fresh, 'dist')
remove(stale)
