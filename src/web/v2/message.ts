import { z, type OpenAPIHono } from '@hono/zod-openapi'
import { readBodies } from '../../message/bodies.ts'
import { writeDisposition } from '../../message/disposition.ts'
import { attachmentName, exportName } from '../../message/export-name.ts'
import { charsetOf } from '../../message/charset.ts'
import { writeFrameDocument } from '../../message/frame-document.ts'
import { isPreviewable } from '../../message/image-size.ts'
import { inlineImages } from '../../message/inline-images.ts'
import { partContent } from '../../message/part-content.ts'
import { findPart, readParts, type MessagePart } from '../../message/parts.ts'
import { encode } from '../../protocol/bytes.ts'
import type { Content } from '../../store/content.ts'
import { frameHeaders } from '../guard/headers.ts'
import { notFound } from '../problem.ts'
import { addRoute } from '../route.ts'
import { findSession } from '../sessions.ts'
import type { Site } from '../site.ts'
import { findMessage, flag, idParams } from './common.ts'
import { detailOf, detailSchema } from './message-detail.ts'

/** One message, whole and in its parts. */
export function addMessage(app: OpenAPIHono, { host }: Site): void {
  const { store } = host
  const tag = 'Messages'
  const params = idParams
  const problems = [404]

  addRoute(
    app,
    {
      method: 'get',
      path: '/messages/{id}',
      tag,
      summary: 'One message; the id "latest" is the newest.',
      params,
      answer: detailSchema,
      problems,
    },
    async ({ params: { id } }) => {
      const message = await findMessage(store, id)
      return detailOf(message, await findSession(host.server, message.sessionId))
    },
  )

  addRoute(
    app,
    {
      method: 'get',
      path: '/messages/{id}/raw',
      tag,
      summary: 'The message, octet by octet as it came.',
      params,
      query: z.object({
        download: flag,
        trace: flag.openapi({ description: 'With Return-Path and Received on top, as a mail host keeps it' }),
      }),
      type: 'message/rfc822',
      problems,
    },
    async ({ params: { id }, query: { download, trace } }) => {
      const message = await findMessage(store, id)
      const head = trace ? encode(message.trace) : new Uint8Array(0)
      return new Response(streamOf(head, message.content), {
        headers: {
          'content-type': 'message/rfc822',
          'content-length': String(head.length + message.content.size),
          'content-security-policy': "default-src 'none'; sandbox",
          ...(download && {
            'content-disposition': writeDisposition('attachment', exportName(await message.content.bytes())),
          }),
        },
      })
    },
  )

  addRoute(
    app,
    {
      method: 'get',
      path: '/messages/{id}/parts/{part}',
      tag,
      summary: 'The content of one part, its transfer encoding undone.',
      params: idParams.extend({ part: z.string().max(1000) }),
      query: z.object({ download: flag }),
      type: 'application/octet-stream',
      problems,
    },
    async ({ params: { id, part: path }, query: { download } }) => {
      const message = await findMessage(store, id)
      const bytes = await message.content.bytes()
      const part = findPart(readParts(bytes), path)
      if (!part) throw notFound(`part "${path}" in this message`)
      return partResponse(partContent(bytes, part), part, download)
    },
  )

  addRoute(
    app,
    {
      method: 'get',
      path: '/messages/{id}/html',
      tag,
      summary: 'The HTML of a message as a document for a sandboxed frame: no scripts, and nothing from elsewhere.',
      params,
      query: z.object({ remote: flag.openapi({ description: 'Let it fetch pictures and styles from elsewhere' }) }),
      type: 'text/html',
      problems,
    },
    async ({ params: { id }, query: { remote } }) => {
      const message = await findMessage(store, id)
      return htmlResponse(await message.content.bytes(), remote)
    },
  )
}

/** @throws Problem where it has none */
export function htmlResponse(bytes: Uint8Array, remote: boolean): Response {
  const tree = readParts(bytes)
  const { html } = readBodies(bytes, tree)
  if (html === null) throw notFound('HTML in this message')
  const { document, policy } = writeFrameDocument(html, { remote, image: inlineImages(bytes, tree) })
  return new Response(document, { headers: { 'content-type': 'text/html; charset=utf-8', ...frameHeaders(policy) } })
}

/** Types that browsers show and that cannot do anything. Whatever an image calls itself, browsers look what it is. */
const harmless = /^(?:image\/(?:png|jpeg|gif|webp)|text\/plain|application\/pdf)$/

/** As a file, unless it is harmless and is to be shown: nothing of a mail becomes a document of ours. */
export function partResponse(content: Uint8Array, part: MessagePart, download: boolean): Response {
  const isBomb = part.type.startsWith('image/') && !isPreviewable(content)
  const isShown = !download && harmless.test(part.type) && !isBomb
  return new Response(content as Uint8Array<ArrayBuffer>, {
    headers: {
      'content-type': isShown ? shownType(content, part) : 'application/octet-stream',
      'content-disposition': writeDisposition(isShown ? 'inline' : 'attachment', attachmentName(part)),
      'content-security-policy': "default-src 'none'; sandbox",
    },
  })
}

function shownType(content: Uint8Array, { type, params }: MessagePart): string {
  return type === 'text/plain' ? `text/plain; charset=${charsetOf(content, params.get('charset') ?? '')}` : type
}

function streamOf(head: Uint8Array, content: Content): ReadableStream<Uint8Array> {
  const pieces = pieceByPiece(head, content)
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await pieces.return()
    },
  })
}

async function* pieceByPiece(head: Uint8Array, content: Content): AsyncGenerator<Uint8Array, void> {
  if (head.length > 0) yield head
  for await (const piece of content.stream()) if (piece.length > 0) yield piece
}
