import { mkdtempSync, rmSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { SqliteStore } from '../../src/store/sqlite/store.ts'
import { describeDurableStore, describeStore } from './contract.ts'
import { newMessage } from './new-message.ts'

/**
 * Where libsql has no SQLite for a machine, the one of Node does. Both read what the other has written. On a Node
 * without one there is nothing to try: scripts/try-package.js runs this on those that have it.
 */

const root = mkdtempSync(join(tmpdir(), 'parley-sqlite-of-node-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let folders = 0
const open = (folder: string, library: 'node' | 'libsql' = 'node') =>
  SqliteStore.open({ folder: join(root, folder), library })

describe.runIf(isBuiltin('node:sqlite'))('with the SQLite of Node', () => {
  describeStore('SQLite of Node', () => open(String(++folders)))
  describeDurableStore('SQLite of Node', () => open('durable'))

  it('is used by one at a time', async () => {
    const store = await open('shared')
    await expect(open('shared')).rejects.toThrow('another Parley is using it')
    await store.close()
  })

  it('has what libsql wrote, and libsql what it wrote', async () => {
    const messages = [newMessage({ content: 'Subject: one\r\n\r\nfirst\r\n' }), newMessage()]
    for (const [i, library] of (['libsql', 'node', 'libsql'] as const).entries()) {
      const store = await open('both', library)
      for (const { id } of messages.slice(0, i)) expect(await store.get(id)).toBeDefined()
      if (messages[i]) await store.add(messages[i])
      await store.close()
    }
  })

  it('says that the disk is full, and takes mail again', async () => {
    const folder = join(root, 'full')
    const store = await SqliteStore.open({ folder, library: 'node', pages: 80 })
    const add = () => store.add(newMessage({ content: 'y'.repeat(100_000) }))
    await expect(
      (async () => {
        for (let i = 0; i < 60; i++) await add()
      })(),
    ).rejects.toMatchObject({ kind: 'full' })
    await store.delete({ query: { terms: [] } })
    await add()
    await store.close()
  })
})

it.runIf(!isBuiltin('node:sqlite'))('says where there is neither', async () => {
  await expect(open('none')).rejects.toThrow('there is no SQLite for this machine: libsql has none for it, and Node')
})
