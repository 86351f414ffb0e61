import { z, type OpenAPIHono } from '@hono/zod-openapi'
import { ReleaseError } from '../../host/release.ts'
import type { OutgoingMessage } from '../../store/outgoing.ts'
import { notFound, Problem } from '../problem.ts'
import { addRoute } from '../route.ts'
import type { Site } from '../site.ts'
import { idParams, numberIn } from './common.ts'

const outgoingSchema = z
  .looseObject({ id: z.string(), reason: z.string(), created: z.string(), next: z.string().nullable() })
  .openapi('OutgoingMessage')

/** Mail that is sent on, and the release of what was kept. */
export function addOutgoing(app: OpenAPIHono, { host }: Site): void {
  const tag = 'Outgoing'
  const problems = [404]
  const find = async (given: Promise<OutgoingMessage | undefined> | undefined, id: string) => {
    const message = await given
    if (!message) throw notFound(`outgoing message "${id}"`)
    return outgoingJson(message)
  }
  addRoute(
    app,
    {
      method: 'get',
      path: '/outgoing',
      tag,
      summary: 'What is sent on, or was, the newest first.',
      query: z.object({ limit: numberIn(1, 1000, 100) }),
      answer: z.object({ outgoing: z.array(outgoingSchema).readonly() }),
    },
    async ({ query: { limit } }) => ({ outgoing: ((await host.queue?.list(limit)) ?? []).map(outgoingJson) }),
  )
  const one = { tag, params: idParams, problems }
  addRoute(
    app,
    { ...one, method: 'get', path: '/outgoing/{id}', summary: 'One of them.', answer: outgoingSchema },
    ({ params: { id } }) => find(host.queue?.get(id), id),
  )
  addRoute(
    app,
    { ...one, method: 'post', path: '/outgoing/{id}/retry', summary: 'Try again now.', answer: outgoingSchema },
    ({ params: { id } }) => find(host.queue?.retry(id), id),
  )
  addRoute(
    app,
    { ...one, method: 'delete', path: '/outgoing/{id}', summary: 'Give it up.', answer: z.object({}) },
    async ({ params: { id } }) => {
      if (!(await host.queue?.delete(id))) throw notFound(`outgoing message "${id}"`)
      return {}
    },
  )
  addRoute(
    app,
    {
      method: 'post',
      path: '/messages/{id}/release',
      tag,
      summary: 'Send a message on to real people, as far as the operator allows it.',
      params: idParams,
      body: z.strictObject({
        to: z.array(z.string().max(320)).min(1).max(100),
        from: z.string().max(320).optional(),
        route: z.string().max(300).optional(),
      }),
      answer: outgoingSchema,
      problems: [403, 404],
    },
    async ({ params: { id }, body: { to, from, route } }) =>
      outgoingJson(
        await releaseInWords(() =>
          host.release(id, { to, ...(from !== undefined && { from }), ...(route !== undefined && { route }) }),
        ),
      ),
  )
}

const statuses: Readonly<Record<string, number>> = { off: 403, forbidden: 403, 'not-found': 404, invalid: 400 }

/** @throws Problem */
export async function releaseInWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof ReleaseError ? new Problem(statuses[error.kind] ?? 400, error.message) : error
  }
}

export function outgoingJson(message: OutgoingMessage) {
  return { ...message, created: message.created.toISOString(), next: message.next?.toISOString() ?? null }
}
