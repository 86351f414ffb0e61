import type { Hono } from 'hono'
import { readBodies } from '../../message/bodies.ts'
import type { Site } from '../site.ts'
import { findMessage } from '../v2/common.ts'
import { htmlResponse } from '../v2/message.ts'
import { textOf } from './summary.ts'

/** mailpit's plain views of a message: /view/latest.txt, /view/ID.raw … */
export function addViews(app: Hono, { host: { store } }: Site): void {
  app.get('/view/:file{.+\\.(?:html|txt|raw)}', async (context) => {
    const [, id = '', form = ''] = /^(.+)\.(\w+)$/.exec(context.req.param('file')) ?? []
    const bytes = await (await findMessage(store, id)).content.bytes()
    const headers = { 'content-type': 'text/plain; charset=utf-8' }
    if (form === 'html') return htmlResponse(bytes, false)
    if (form === 'raw') return new Response(bytes as Uint8Array<ArrayBuffer>, { headers })
    return new Response(textOf(readBodies(bytes)), { headers })
  })
}
