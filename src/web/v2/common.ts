import { z } from '@hono/zod-openapi'
import type { Store, StoredMessage } from '../../store/store.ts'
import { notFound } from '../problem.ts'

/** A whole number in a query, as text. */
export function numberIn(min: number, max: number, usual: number) {
  return z.coerce.number().int().min(min).max(max).default(usual)
}

/** "1" or "true" in a query. */
export const flag = z
  .enum(['0', '1', 'true', 'false'])
  .default('0')
  .transform((text) => text === '1' || text === 'true')

export const idParams = z.object({ id: z.string().max(200) })

/** "latest" is the newest. @throws Problem */
export async function findMessage(store: Store, id: string): Promise<StoredMessage> {
  const message = id === 'latest' ? await latest(store) : await store.get(id)
  if (!message) throw notFound(id === 'latest' ? 'message yet' : `message "${id}"`)
  return message
}

async function latest(store: Store): Promise<StoredMessage | undefined> {
  const { messages } = await store.list({ terms: [] }, { limit: 1 })
  return messages[0]
}
