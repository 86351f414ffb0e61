import type { OpenAPIHono } from '@hono/zod-openapi'
import type { MailHost } from '../../host/mail-host.ts'
import type { Store } from '../../store/store.ts'
import { Problem } from '../problem.ts'
import { addRoute } from '../route.ts'
import type { Site } from '../site.ts'
import { rowOf } from '../v2/row.ts'
import { summaryWithLife } from '../v2/sessions.ts'
import type { LiveEvent } from './feed.ts'

/** Who watches at one time. */
const WATCHERS = 100
/** Events that wait for somebody who is slow to read; then the stream ends, and the browser comes again. */
const WAITING = 1000
/** Milliseconds after which a word is said, so that nobody in between takes the connection for dead. */
const HEARTBEAT = 15_000

/** Server-sent events: what happens, as it happens. */
export function addEventStream(app: OpenAPIHono, { feed, host }: Site): void {
  let watchers = 0
  addRoute(
    app,
    {
      method: 'get',
      path: '/events',
      tag: 'Live',
      summary: 'What happens, as server-sent events.',
      description:
        'Events: message (a row), changed, deleted, session-opened, session-line, session-closed, outgoing, faults. ' +
        'Who has lost the connection asks again for what is shown: no event is kept.',
      type: 'text/event-stream',
      problems: [503],
    },
    () => {
      if (watchers >= WATCHERS) throw new Problem(503, `${WATCHERS} watch already: close a page somewhere.`)
      watchers++
      let end = () => {}
      const stream = new ReadableStream<Uint8Array>(
        {
          start(controller) {
            const encoder = new TextEncoder()
            const send = (text: string) => {
              if ((controller.desiredSize ?? 0) <= 0) return end()
              controller.enqueue(encoder.encode(text))
            }
            // Rows are looked up, and go out in their order all the same.
            let last: Promise<void> = Promise.resolve()
            let isOver = false
            const stop = feed.listen((event) => {
              last = last
                .then(() => writeEvent(event, host))
                .then((text) => {
                  if (text !== null && !isOver) send(text)
                })
                .catch(() => end())
            })
            const heart = setInterval(() => send(':\n\n'), HEARTBEAT).unref()
            end = () => {
              if (isOver) return
              isOver = true
              watchers--
              stop()
              clearInterval(heart)
              try {
                controller.close()
              } catch {
                // The reader has gone already.
              }
            }
            send('retry: 2000\n\n')
          },
          cancel: () => end(),
        },
        { highWaterMark: WAITING },
      )
      return new Response(stream, {
        headers: { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' },
      })
    },
  )
}

async function writeEvent(event: LiveEvent, host: MailHost<Store>): Promise<string | null> {
  const write = (name: string, data: unknown) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`
  switch (event.kind) {
    case 'added':
      return write('message', await rowOf(event.message))
    case 'changed':
      return write('changed', { messages: event.messages })
    case 'deleted':
      return write('deleted', { ids: event.ids })
    case 'session-opened':
    case 'session-closed':
      return write(event.kind, summaryWithLife(event.session))
    case 'session-line':
      return write('session-line', { id: event.id, lines: event.lines })
    case 'outgoing':
      return write('outgoing', { id: event.id, message: (await host.queue?.get(event.id)) ?? null })
    case 'faults':
      return write('faults', {})
    case 'session':
      // Of this server it was told as closed; of another machine's, only here.
      return host.server.session(event.session.id) ? null : write('session-closed', summaryWithLife(event.session))
  }
}
