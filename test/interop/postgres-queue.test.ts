import { afterAll, beforeAll } from 'vitest'
import { openPostgres } from '../../src/store/postgres/postgres.ts'
import type { Store } from '../../src/store/store.ts'
import { describeDurableQueue, describeQueue } from '../host/queue-contract.ts'
import { startPostgres, type Postgres } from './postgres.ts'

/** Mail waits in a real PostgreSQL, and machines that share it take turns. */

let postgres: Postgres
let url: string
let lasting: string

beforeAll(async () => {
  postgres = await startPostgres()
  url = postgres.create()
  lasting = postgres.create()
})

afterAll(() => postgres?.remove())

describeQueue('in PostgreSQL', {
  open() {
    postgres.empty(url)
    return openPostgres(url)
  },
  share: (): Promise<Store> => openPostgres(url),
})
describeDurableQueue('in PostgreSQL', () => openPostgres(lasting))
