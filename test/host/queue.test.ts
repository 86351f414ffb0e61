import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { MemoryStore } from '../../src/store/memory.ts'
import { SqliteStore } from '../../src/store/sqlite/store.ts'
import { describeDurableQueue, describeQueue } from './queue-contract.ts'

const root = mkdtempSync(join(tmpdir(), 'parley-queue-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let folders = 0

describeQueue('in memory', {
  open: () => Promise.resolve(new MemoryStore()),
  share: (store) => Promise.resolve(store),
})

describeQueue('in SQLite', {
  open: () => SqliteStore.open({ folder: join(root, String(++folders)) }),
  share: (store) => Promise.resolve(store),
})
describeDurableQueue('in SQLite', () => SqliteStore.open({ folder: join(root, 'durable') }))
