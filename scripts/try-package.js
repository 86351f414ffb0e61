// Packs the package, installs it into an empty folder, and uses it there as somebody who has just found it would:
// the program, the library, its types, a bundle of a part of it. On this Node, and on the others that are promised.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

function run(command, args, cwd, env = process.env) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env, encoding: 'utf8', timeout: 180_000 })
  if (error) throw error
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}\n${stdout}${stderr}`)
  return stdout
}

function expect(isTrue, complaint) {
  if (!isTrue) throw new Error(complaint)
}

const npm = (cwd, ...args) => run('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], cwd)

/** Node of a major version: this one, or the one of the registry's package for this platform. */
function nodeOf(major, folder) {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath
  const home = join(folder, `node-${major}`)
  mkdirSync(home)
  npm(home, 'install', '--prefix', home, '--ignore-scripts', `node-${process.platform}-${process.arch}@${major}`)
  return join(home, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
}

/** Both ends, the language, what it means, and a script: the test of a user's own project. */
const library = `
import assert from 'node:assert/strict'
import test from 'node:test'
import {
  connect, createServer, explain, explainTranscript, formatMismatch, hello, parseReply, playScript, readScript, transact,
} from 'parley-smtp'

test('mail arrives', async () => {
  await using server = await createServer({ practice: true })
  const session = await connect({ host: server.host, port: server.port })
  await hello(session, 'client.example.org')
  const result = await transact(session, {
    from: 'a@example.org',
    to: [{ address: 'bob@example.test' }, { address: 'nobody@example.test' }],
    content: new TextEncoder().encode('Subject: hi\\r\\n\\r\\nhi\\r\\n'),
  })
  await session.quit()
  assert.deepEqual(result.recipients.map(({ reply }) => reply.code), [250, 550])
  const message = await server.waitFor({ to: 'bob@example.test' })
  assert.equal(new TextDecoder().decode(await message.content.bytes()), 'Subject: hi\\r\\n\\r\\nhi\\r\\n')
  assert.equal(explainTranscript(session.transcript).conclusion.enhanced, '5.1.1')
})

test('a script is played', async () => {
  await using server = await createServer()
  const play = async (code) => {
    const text = \`S: 220 *\\nC: EHLO client.example.org\\nS: \${code} *\\nC: QUIT\\nS: 221 *\\n@closed by server\\n\`
    const { value } = readScript(text, { file: 'greet.smtp' })
    return playScript(value, { kind: 'tcp', host: server.host, port: server.port })
  }
  assert.equal((await play(250)).mismatch, null)
  assert.match(formatMismatch(await play(550)), /greet\\.smtp:3/)
})

test('words are explained', async () => {
  assert.equal(parseReply('550 5.1.1 no\\r\\n').code, 550)
  assert.equal((await explain('454 4.7.1 Relay access denied')).fault, 'you')
})
`

/** Nothing happens at import: no global, no listener, nothing that keeps the process, not a word. */
const imported = `
const state = () => JSON.stringify([
  Reflect.ownKeys(globalThis).map(String), process.eventNames().map(String), Object.entries(process.env),
  process.getActiveResourcesInfo().filter((name) => name !== 'FSReqPromise' && name !== 'CloseReq'), process.exitCode,
])
const before = state()
await import('parley-smtp')
if (state() !== before) throw new Error('importing changed something: ' + before + ' became ' + state())
`

const types = `
import { connect, createServer, hello, parseReply, transact, type MailServer, type Reply, type TransactionResult } from 'parley-smtp'

const server: MailServer = await createServer()
const session = await connect({ host: server.host, port: server.port })
await hello(session, 'client.example.org')
const result: TransactionResult = await transact(session, {
  from: 'a@example.org',
  to: [{ address: 'b@example.org' }],
  content: new Uint8Array(),
})
const reply: Reply | null = parseReply('250 ok\\r\\n')
const size: number = (await server.waitFor({ to: 'b@example.org' }, { timeout: 1000 })).content.size
// @ts-expect-error a reply is no text
const text: string = parseReply('250 ok\\r\\n')
export { reply, result, size, text }
`

/** The declarations as a user's project reads them: checked in full, in both ways of resolving that there are. */
function checkTypes(home) {
  writeFileSync(join(home, 'types.ts'), types)
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const common = ['--strict', '--noEmit', '--target', 'es2022', '--types', 'node']
  run(process.execPath, [tsc, ...common, '--module', 'nodenext', 'types.ts'], home)
  run(process.execPath, [tsc, ...common, '--module', 'esnext', '--moduleResolution', 'bundler', 'types.ts'], home)
}

/** What is not used is shaken off: a bundle of the parser brings no server, and asks nothing of Node. */
async function checkBundle(home) {
  const contents = `import { parseReply } from 'parley-smtp'\nexport const reply = parseReply('550 5.1.1 no\\r\\n')`
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: home },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    external: ['node:*', ...builtinModules],
    write: false,
    logLevel: 'silent',
  })
  const { text } = outputFiles[0]
  expect(!/\bimport\b|\brequire\b/.test(text), 'a bundle of parseReply imports from elsewhere')
  expect(text.length < 20_000, `a bundle of parseReply has ${text.length} characters`)
  const { reply } = await import(`data:text/javascript,${encodeURIComponent(text)}`)
  expect(reply.code === 550, 'a bundled parseReply does not read replies')
  return text.length
}

const folder = mkdtempSync(join(tmpdir(), 'parley-package-'))
try {
  const packed = run('npm', ['pack', '--json', '--pack-destination', folder, '--loglevel=error'], root)
  const home = join(folder, 'home')
  mkdirSync(home)
  writeFileSync(join(home, 'package.json'), '{ "type": "module", "private": true }\n')
  npm(home, 'install', join(folder, JSON.parse(packed)[0].filename))
  // TypeScript for Node needs Node's own types beside it, whatever the library.
  npm(home, 'install', '--save-dev', `@types/node@${manifest.devDependencies['@types/node']}`)
  checkTypes(home)
  const size = await checkBundle(home)
  process.stdout.write(`types resolve; parseReply alone is a bundle of ${(size / 1000).toFixed(1)} kB\n`)
  writeFileSync(join(home, 'library.test.ts'), library)
  await build({
    entryPoints: [join(home, 'library.test.ts')],
    outfile: join(home, 'library.test.js'),
    target: 'node20',
  })
  writeFileSync(join(home, 'imported.js'), imported)
  for (const major of [20, 22, 24]) {
    const node = nodeOf(major, folder)
    const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` }
    const version = run('node', ['--version'], home, env)
    expect(version.startsWith(`v${major}.`), `this should be Node ${major}, and is ${version}`)
    expect(run('node', ['imported.js'], home, env) === '', 'importing the library prints something')
    run('node', ['--test', 'library.test.js'], home, env)
    const shown = run('npx', ['--no-install', 'parley', 'test', '--send'], home, env)
    expect(/^PASS /m.test(shown), `parley test --send does not pass:\n${shown}`)
    process.stdout.write(`program and library work on Node ${version}`)
    if (major < 22) continue
    const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
    run(node, [vitest, 'run', 'test/store/sqlite-of-node.test.ts'], root, env)
    process.stdout.write(`its SQLite keeps what libsql keeps on Node ${version}`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
