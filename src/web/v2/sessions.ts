import { z, type OpenAPIHono } from '@hono/zod-openapi'
import { explainTranscript } from '../../explain/dialogue.ts'
import { fitsSession } from '../../store/fits-session.ts'
import { summaryOf } from '../../store/kept-session.ts'
import type { SessionQuery, SessionRecord } from '../../store/session-record.ts'
import { writeTranscript } from '../../transcript/write-transcript.ts'
import { notFound } from '../problem.ts'
import { addRoute } from '../route.ts'
import { readSessionLines } from '../session-lines.ts'
import { findSession, liveSessions } from '../sessions.ts'
import type { Site } from '../site.ts'
import { flag, idParams, numberIn } from './common.ts'

export const sessionSchema = z
  .object({
    id: z.string(),
    started: z.string(),
    duration: z.number().openapi({ description: 'Milliseconds' }),
    clientAddress: z.string().nullable(),
    helo: z.string().nullable(),
    user: z.string().nullable(),
    tls: z.string().nullable(),
    hasQuit: z.boolean(),
    isClosed: z.boolean(),
    messageIds: z.array(z.string()).readonly(),
    refusals: z.number(),
    deviations: z.number(),
    faults: z.number(),
    firstRefusal: z.string().nullable(),
    isLive: z.boolean(),
  })
  .openapi('Session')

const lineSchema = z
  .object({
    number: z.number().openapi({ description: 'Its place; told again by an event, it stands for the one before' }),
    at: z.number().openapi({ description: 'Milliseconds since the beginning' }),
    kind: z.enum(['client', 'server', 'note', 'tls', 'fault', 'closed', 'elided']),
    text: z.string(),
    secret: z.boolean().optional(),
    code: z.number().optional(),
    enhanced: z.string().nullable().optional(),
    explanation: z
      .object({
        title: z.string(),
        meaning: z.string(),
        fault: z.string(),
        action: z.string(),
        references: z.array(z.string()).readonly(),
      })
      .optional(),
    deviations: z
      .array(z.object({ code: z.string(), ref: z.string(), text: z.string() }))
      .readonly()
      .optional(),
    event: z.number(),
    bytes: z.string().optional().openapi({ description: 'Hexadecimal' }),
  })
  .openapi('Line')

const outcomes = ['refused', 'dropped', 'no-quit', 'tls', 'clear', 'delivered', 'nothing', 'faults'] as const

/** Conversations, those that brought no mail among them. */
export function addSessions(app: OpenAPIHono, { host: { server, store } }: Site): void {
  const tag = 'Conversations'
  const problems = [404]

  addRoute(
    app,
    {
      method: 'get',
      path: '/sessions',
      tag,
      summary: 'Conversations, those that go on first, then the newest first.',
      query: z.object({
        outcome: z.enum(outcomes).optional(),
        client: z.string().max(100).optional().openapi({ description: "The beginning of the client's address" }),
        text: z.string().max(200).optional(),
        limit: numberIn(1, 1000, 50),
        offset: numberIn(0, 10_000_000, 0),
      }),
      answer: z.object({ sessions: z.array(sessionSchema).readonly(), total: z.number() }),
    },
    async ({ query: { outcome, client, text, limit, offset } }) => {
      const sought: SessionQuery = { ...(outcome && { outcome }), ...(client && { client }), ...(text && { text }) }
      const live = liveSessions(server).filter((session) => fitsSession(session, sought))
      const shown = live.slice(offset, offset + limit)
      const rest = await store.sessions(sought, {
        limit: limit - shown.length,
        offset: Math.max(0, offset - live.length),
      })
      return {
        sessions: [...shown.map(summaryWithLife), ...rest.sessions.slice(0, limit - shown.length).map(summaryWithLife)],
        total: live.length + rest.total,
      }
    },
  )

  const find = async (id: string): Promise<SessionRecord> => {
    const session = await findSession(server, id)
    if (!session) throw notFound(`conversation "${id}"`)
    return session
  }

  addRoute(
    app,
    {
      method: 'get',
      path: '/sessions/{id}',
      tag,
      summary: 'One conversation, line by line, each reply explained.',
      params: idParams,
      query: z.object({ bytes: flag.openapi({ description: 'With the octets of each line' }) }),
      answer: sessionSchema.extend({
        wrong: z.string().nullable().openapi({ description: 'What went wrong, in one sentence' }),
        lines: z.array(lineSchema).readonly(),
      }),
      problems,
    },
    async ({ params: { id }, query: { bytes } }) => {
      const session = await find(id)
      const { transcript } = session
      return {
        ...summaryWithLife(session),
        wrong:
          session.isClosed || session.refusals > 0 ? (explainTranscript(transcript).trouble?.sentence ?? null) : null,
        lines: readSessionLines(transcript, bytes),
      }
    },
  )

  addRoute(
    app,
    {
      method: 'get',
      path: '/sessions/{id}/transcript',
      tag,
      summary: 'One conversation as a .smtp file, without credentials.',
      params: idParams,
      query: z.object({ download: flag }),
      type: 'text/plain',
      problems,
    },
    async ({ params: { id }, query: { download } }) =>
      new Response(writeTranscript((await find(id)).transcript), {
        headers: {
          'content-type': 'text/plain; charset=utf-8',
          ...(download && { 'content-disposition': `attachment; filename="${id.replace(/[^\w.-]/g, '_')}.smtp"` }),
        },
      }),
  )
}

export function summaryWithLife(session: Parameters<typeof summaryOf>[0]) {
  const summary = summaryOf(session)
  return { ...summary, isLive: !summary.isClosed }
}
