// Makes a fresh clone ready: installs what the lock file names, then builds. Does nothing where nothing has changed,
// and needs no network then.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

function run(command, args) {
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
  if (error) throw error
  if (status !== 0) process.exit(status ?? 1)
}

const time = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0)

function newest(folder) {
  return Math.max(
    ...readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) =>
      time(`${entry.parentPath}/${entry.name}`),
    ),
  )
}

const installed = 'node_modules/.package-lock.json'
if (time('package-lock.json') > time(installed)) {
  process.stderr.write('parley: installing what it is built with (once) …\n')
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'])
}

if (!process.argv.includes('--no-build')) {
  const sources = Math.max(
    newest('src'),
    time('package-lock.json'),
    time('package.json'),
    time('scripts/build.js'),
    time('scripts/build-page.js'),
  )
  if (sources > time('dist/.built')) {
    process.stderr.write('parley: building …\n')
    run(process.execPath, ['scripts/build.js'])
  }
}
