import { z, type OpenAPIHono } from '@hono/zod-openapi'
import type { Selection } from '../../store/store.ts'
import { readQuery } from '../query.ts'
import { addRoute } from '../route.ts'
import type { Site } from '../site.ts'
import { numberIn } from './common.ts'
import { rowOf, rowSchema } from './row.ts'

const countsSchema = z.object({ messages: z.number(), unread: z.number(), octets: z.number() }).openapi('Counts')

const listSchema = z.object({
  messages: z.array(rowSchema).readonly(),
  total: z.number().openapi({ description: 'Messages that fit, all pages together' }),
  isMore: z
    .boolean()
    .openapi({ description: 'Whether there are more than "total": beyond some thousands nobody counts' }),
  counts: countsSchema,
})

const ids = z.array(z.string().max(200)).min(1).max(10_000)

const selectionSchema = z.union([
  z.strictObject({ ids }),
  z.strictObject({ query: z.string().max(2000).openapi({ description: '"" is all messages' }) }),
])

const isRead = z.boolean().optional()
const tags = z.array(z.string().min(1).max(100)).max(100).optional()
const changeSchema = z.union([
  z.strictObject({ ids, isRead, tags }),
  z.strictObject({ query: z.string().max(2000), isRead, tags }),
])

/** Lists of messages, and what is done to several at a time. */
export function addMessages(app: OpenAPIHono, { host: { store } }: Site): void {
  addRoute(
    app,
    {
      method: 'get',
      path: '/messages',
      tag: 'Messages',
      summary: 'Messages, the newest first.',
      query: z.object({
        query: z.string().max(2000).optional().openapi({ description: 'As `from:bob has:attachment invoice`' }),
        limit: numberIn(1, 1000, 50),
        before: z.coerce
          .number()
          .int()
          .min(1)
          .optional()
          .openapi({ description: 'Only what is older than this "seq"' }),
        offset: numberIn(0, 10_000_000, 0),
      }),
      answer: listSchema,
    },
    async ({ query: { query, limit, before, offset } }) => {
      const paging = { limit, offset, ...(before !== undefined && { before }) }
      const [{ messages, total, isMore }, counts] = await Promise.all([
        store.list(readQuery(query), paging),
        store.counts(),
      ])
      return { messages: await Promise.all(messages.map(rowOf)), total, isMore, counts }
    },
  )

  addRoute(
    app,
    {
      method: 'patch',
      path: '/messages',
      tag: 'Messages',
      summary: 'Say of messages that they were read, or what their tags are.',
      body: changeSchema,
      answer: z.object({ changed: z.number() }),
    },
    async ({ body }) => ({
      changed: await store.change(selectionOf(body), {
        ...(body.isRead !== undefined && { isRead: body.isRead }),
        ...(body.tags && { tags: body.tags }),
      }),
    }),
  )

  addRoute(
    app,
    {
      method: 'delete',
      path: '/messages',
      tag: 'Messages',
      summary: 'Delete messages.',
      body: selectionSchema,
      answer: z.object({ deleted: z.number() }),
    },
    async ({ body }) => ({ deleted: await store.delete(selectionOf(body)) }),
  )
}

function selectionOf(body: { readonly ids: readonly string[] } | { readonly query: string }): Selection {
  return 'ids' in body ? { ids: body.ids } : { query: readQuery(body.query) }
}
