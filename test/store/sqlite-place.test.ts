import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openDatabase } from '../../src/store/sqlite/driver.ts'
import { SqliteStore } from '../../src/store/sqlite/store.ts'
import { runParley } from '../cli/parley.ts'

const root = mkdtempSync(join(tmpdir(), 'parley-place-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

function folderWith(name: string, content: Uint8Array | string): string {
  const folder = join(root, name)
  mkdirSync(folder)
  writeFileSync(join(folder, 'mail.db'), content)
  return folder
}

function databaseWith(name: string, sql: string): string {
  const folder = folderWith(name, '')
  const database = openDatabase(join(folder, 'mail.db'))
  database.exec(sql)
  database.close()
  return folder
}

it('is made with all folders above it, for its owner alone', async () => {
  const folder = join(root, 'a', 'b', 'c')
  await (await SqliteStore.open({ folder })).close()
  for (const each of [join(root, 'a'), folder]) expect(statSync(each).mode & 0o777).toBe(0o700)
})

it('keeps mail in files for its owner alone, whoever may look into the folder', async () => {
  const folder = join(root, 'open')
  mkdirSync(folder, { mode: 0o755 })
  chmodSync(folder, 0o755)
  const modes = () =>
    Object.fromEntries(
      readdirSync(folder).map((name) => [name, (statSync(join(folder, name)).mode & 0o777).toString(8)]),
    )
  const sealed = {
    'lock.db': '600',
    'lock.db-journal': '600',
    'mail.db': '600',
    'mail.db-shm': '600',
    'mail.db-wal': '600',
  }
  const store = await SqliteStore.open({ folder })
  expect(modes()).toEqual(sealed)
  await store.close()
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o644)
  const again = await SqliteStore.open({ folder })
  expect(modes()).toEqual(sealed)
  await again.close()
})

it("leaves nothing behind in a folder with somebody else's database", async () => {
  const folder = databaseWith('stranger', 'create table messages (a)')
  const before = readFileSync(join(folder, 'mail.db'))
  await expect(SqliteStore.open({ folder })).rejects.toThrow('no database of')
  expect(readdirSync(folder)).toEqual(['mail.db'])
  expect(readFileSync(join(folder, 'mail.db')).equals(before)).toBe(true)
})

const places: [string, string, string][] = [
  ['a file', join(root, 'file'), `${join(root, 'file')} is no folder`],
  ['in a file', join(root, 'file', 'x'), `${join(root, 'file')} is no folder`],
  ['damaged', folderWith('damaged', Buffer.alloc(50_000, 'x')), `mail.db is damaged, or no database of Parley's`],
  ["somebody else's", databaseWith('other', 'create table messages (a)'), `mail.db is damaged, or no database of`],
  [
    'newer',
    databaseWith('newer', 'pragma user_version = 99'),
    'it was made by a newer Parley (version 99 of the tables',
  ],
]
if (existsSync('/proc/self')) {
  places.push(['where nothing can be made', '/proc/parley/mail', '/proc/parley cannot be made (ENOENT)'])
  places.push(['where nothing can be written', '/proc/self', 'nothing can be written in /proc/self'])
}
writeFileSync(join(root, 'file'), 'x')

it.each(places)('%s: a sentence, at once', { timeout: 10_000 }, async (_, folder, words) => {
  await expect(SqliteStore.open({ folder })).rejects.toThrow(words)
  // Whatever was wrong is as it was, and nobody holds it.
  await expect(SqliteStore.open({ folder })).rejects.toThrow(words)
})

it('the program says it, what to do, and ends', { timeout: 30_000 }, async () => {
  const folder = join(root, 'damaged')
  expect(await runParley(['serve', '--listen', '0', '--data', folder])).toEqual({
    code: 10,
    stdout: '',
    stderr: expect.stringMatching(
      /^parley: cannot keep mail in \S+: \S+ is damaged, or no database of Parley's \(.*\); name another folder with --data, or keep mail in --memory\n$/,
    ) as string,
  })
})
