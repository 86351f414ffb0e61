import { z, type OpenAPIHono } from '@hono/zod-openapi'
import { explain } from '../../explain/explain.ts'
import { addRoute } from '../route.ts'
import type { Site } from '../site.ts'

/** Mailboxes and tags; and what a code means. */
export function addLabels(app: OpenAPIHono, { host: { store } }: Site): void {
  const tag = 'Messages'
  addRoute(
    app,
    {
      method: 'get',
      path: '/mailboxes',
      tag,
      summary: 'Mail by who gets it, or by who had logged in to send it.',
      query: z.object({ by: z.enum(['recipient', 'login']).default('recipient') }),
      answer: z.object({
        mailboxes: z.array(z.object({ name: z.string(), messages: z.number(), unread: z.number() })).readonly(),
      }),
    },
    async ({ query: { by } }) => ({ mailboxes: await store.mailboxes(by) }),
  )
  addRoute(
    app,
    {
      method: 'get',
      path: '/tags',
      tag,
      summary: 'Tags in use.',
      answer: z.object({ tags: z.array(z.string()).readonly() }),
    },
    async () => ({ tags: await store.tags() }),
  )
  const params = z.object({ tag: z.string().max(100) })
  const done = z.object({})
  addRoute(
    app,
    {
      method: 'put',
      path: '/tags/{tag}',
      tag,
      summary: 'Give a tag another name.',
      params,
      body: z.strictObject({ name: z.string().min(1).max(100) }),
      answer: done,
    },
    async ({ params: { tag: old }, body: { name } }) => {
      await store.renameTag(old, name)
      return {}
    },
  )
  addRoute(
    app,
    { method: 'delete', path: '/tags/{tag}', tag, summary: 'Take a tag off all messages.', params, answer: done },
    async ({ params: { tag: old } }) => {
      await store.deleteTag(old)
      return {}
    },
  )
  addRoute(
    app,
    {
      method: 'get',
      path: '/explain',
      tag: 'Conversations',
      summary: 'What a code, a reply, a conversation or a bounce means.',
      query: z.object({ text: z.string().min(1).max(10_000) }),
      answer: z.looseObject({}),
    },
    async ({ query: { text } }) => ({ ...(await explain(text)) }),
  )
}
