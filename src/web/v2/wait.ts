import { z, type OpenAPIHono } from '@hono/zod-openapi'
import type { Query } from '../../store/query.ts'
import type { Store, StoredMessage } from '../../store/store.ts'
import { Problem } from '../problem.ts'
import { readQuery } from '../query.ts'
import { addRoute } from '../route.ts'
import { findSession } from '../sessions.ts'
import type { Site } from '../site.ts'
import { detailOf, detailSchema } from './message-detail.ts'

/** Who waits at one time. */
const WAITERS = 200

/** Wait for a message: what tests of sign-ups and password resets need. */
export function addWait(app: OpenAPIHono, { host: { server, store } }: Site): void {
  let waiters = 0
  addRoute(
    app,
    {
      method: 'get',
      path: '/messages/wait',
      tag: 'Messages',
      summary: 'The newest message that fits; where there is none yet, the answer comes with the message.',
      query: z.object({
        query: z.string().max(2000).optional(),
        timeout: z.coerce.number().min(0).max(300).default(30).openapi({ description: 'Seconds' }),
        after: z.coerce.number().int().optional().openapi({ description: 'Only what is newer than this "seq"' }),
      }),
      answer: detailSchema,
      problems: [408, 503],
    },
    async ({ query: { query, timeout, after = 0 }, context }) => {
      if (waiters >= WAITERS) throw new Problem(503, `${WAITERS} wait already.`)
      const sought = readQuery(query)
      waiters++
      try {
        const found = await arrival(store, sought, { after, timeout: timeout * 1000, signal: context.req.raw.signal })
        if (!found) throw new Problem(408, `No message that fits arrived within ${timeout} seconds.`)
        return await detailOf(found, await findSession(server, found.sessionId))
      } finally {
        waiters--
      }
    },
  )
}

interface Waiting {
  readonly after: number
  /** Milliseconds. */
  readonly timeout: number
  readonly signal: AbortSignal
}

/** Null when the time is up, or nobody waits any more. */
function arrival(store: Store, query: Query, { after, timeout, signal }: Waiting): Promise<StoredMessage | null> {
  return new Promise((resolve, reject) => {
    let isOver = false
    const settle = (done: () => void) => {
      if (isOver) return
      isOver = true
      clearTimeout(timer)
      stop()
      signal.removeEventListener('abort', giveUp)
      done()
    }
    const giveUp = () => settle(() => resolve(null))
    let looking: Promise<void> = Promise.resolve()
    const look = () => {
      looking = looking
        .then(async () => {
          if (isOver) return
          const [newest] = (await store.list(query, { limit: 1 })).messages
          if (newest && newest.seq > after) settle(() => resolve(newest))
        })
        .catch((error: Error) => settle(() => reject(error)))
    }
    const timer = setTimeout(giveUp, timeout)
    const stop = store.onEvent((event) => {
      if (event.kind === 'added') look()
    })
    signal.addEventListener('abort', giveUp)
    look()
  })
}
