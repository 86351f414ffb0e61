import { z, type OpenAPIHono } from '@hono/zod-openapi'
import { checkHtmlSupport } from '../../explain/html/check-support.ts'
import { notFound } from '../problem.ts'
import { addRoute } from '../route.ts'
import type { Site } from '../site.ts'
import { findMessage, idParams } from './common.ts'

const shares = {
  supported: z.number().openapi({ description: 'Per cent' }),
  partial: z.number(),
  unsupported: z.number(),
}

const client = { family: z.string(), familyName: z.string(), platform: z.string(), name: z.string() }

const supportSchema = z
  .object({
    asOf: z.string().openapi({ description: 'The day of the data of caniemail.com' }),
    tests: z.number().openapi({ description: 'Features that were looked for' }),
    nodes: z.number().openapi({ description: 'Elements of the HTML' }),
    isCut: z.boolean().openapi({ description: 'There is more HTML than was looked at' }),
    total: z.object(shares),
    fine: z.number().openapi({ description: 'Features it makes use of that every program shows' }),
    features: z
      .array(
        z.object({
          slug: z.string(),
          title: z.string(),
          description: z.string(),
          category: z.enum(['html', 'css', 'image', 'others']),
          tags: z.array(z.string()).readonly(),
          keywords: z.string(),
          url: z.string(),
          found: z.number().openapi({ description: 'How often the HTML makes use of it' }),
          ...shares,
          advice: z.string().nullable(),
          results: z
            .array(
              z.object({
                ...client,
                version: z.string(),
                support: z.enum(['yes', 'partial', 'no', 'unknown']),
                notes: z.array(z.string()).readonly(),
              }),
            )
            .readonly(),
          notes: z.record(z.string(), z.string()).openapi({ description: 'By number; Markdown of one line' }),
        }),
      )
      .readonly()
      .openapi({ description: 'What some program does not show, or not as it should; what weighs most first' }),
    clients: z
      .array(z.object({ ...client, partial: z.number(), unsupported: z.number() }))
      .readonly()
      .openapi({ description: 'How many of the features each does not show; the worst first' }),
  })
  .openapi('HtmlSupport')

/** How well mail programs show the HTML of a message. */
export function addHtmlSupport(app: OpenAPIHono, { host: { store } }: Site): void {
  addRoute(
    app,
    {
      method: 'get',
      path: '/messages/{id}/html-support',
      tag: 'Messages',
      summary: 'How well mail programs show the HTML of a message, as caniemail.com has tested them.',
      params: idParams,
      answer: supportSchema,
      problems: [404],
    },
    async ({ params: { id } }) => {
      const support = await checkHtmlSupport(await (await findMessage(store, id)).content.bytes())
      if (!support) throw notFound('HTML in this message')
      return support
    },
  )
}
