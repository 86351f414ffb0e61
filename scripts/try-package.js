// Packs the package, installs it into an empty folder, and uses it there as somebody who has just found it would:
// the library, its types, the program. On this Node, and on the newer ones that are promised.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'parley-package-'))

function run(command, args, cwd, env = process.env) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env, encoding: 'utf8', timeout: 180_000 })
  if (error) throw error
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}\n${stdout}${stderr}`)
  return stdout
}

const npm = (cwd, ...args) => run('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], cwd)

/** Node of a major version: this one, or the one of the registry's package for this platform. */
function nodeOf(major) {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath
  const home = join(folder, `node-${major}`)
  mkdirSync(home)
  npm(home, 'install', '--prefix', home, '--ignore-scripts', `node-${process.platform}-${process.arch}@${major}`)
  return join(home, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
}

const library = `
import assert from 'node:assert/strict'
import test from 'node:test'
import { connect, createServer, explain, parseReply, playScript } from 'parley-smtp'

test('mail arrives', async () => {
  const server = await createServer()
  const session = await connect({ host: server.host, port: server.port })
  await session.hello('client.example.org')
  await session.transact({ from: 'a@example.org', to: [{ address: 'b@example.org' }], content: new TextEncoder().encode('Subject: hi\\r\\n\\r\\nhi\\r\\n') })
  await session.quit()
  const message = await server.waitFor({ to: 'b@example.org' })
  assert.match(new TextDecoder().decode(await message.content.bytes()), /^Subject: hi/)
  await server.close()
})

test('the rest is there', async () => {
  assert.equal(parseReply('550 5.1.1 no\\r\\n').code, 550)
  assert.equal(typeof (await explain('550')), 'object')
  assert.equal(typeof playScript, 'function')
})
`

const types = `
import { createServer, parseReply, type MailServer, type Reply } from 'parley-smtp'
const server: MailServer = await createServer()
const reply: Reply | null = parseReply('250 ok\\r\\n')
export { reply, server }
`

try {
  const [{ filename }] = JSON.parse(
    run('npm', ['pack', '--json', '--pack-destination', folder, '--loglevel=error'], root),
  )
  const home = join(folder, 'home')
  mkdirSync(home)
  writeFileSync(join(home, 'package.json'), '{ "type": "module", "private": true }\n')
  npm(home, 'install', join(folder, filename))
  writeFileSync(join(home, 'library.test.js'), library)
  writeFileSync(join(home, 'types.ts'), types)
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  run(
    process.execPath,
    [
      tsc,
      '--strict',
      '--noEmit',
      '--module',
      'nodenext',
      '--target',
      'es2022',
      '--lib',
      'es2023,esnext.disposable',
      '--types',
      '',
      'types.ts',
    ],
    home,
  )
  for (const major of [20, 22, 24]) {
    const node = nodeOf(major)
    run(node, ['--test', 'library.test.js'], home)
    run(node, ['node_modules/.bin/parley', 'test', '--send'], home)
    process.stdout.write(`the package works on Node ${run(node, ['--version'], home)}`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
