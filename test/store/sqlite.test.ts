import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { SqliteStore } from '../../src/store/sqlite/store.ts'
import { describeDurableStore, describeStore } from './contract.ts'

const root = mkdtempSync(join(tmpdir(), 'parley-sqlite-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let folders = 0

describeStore('SQLite', () => SqliteStore.open({ folder: join(root, String(++folders)) }))
describeDurableStore('SQLite', () => SqliteStore.open({ folder: join(root, 'durable') }))
