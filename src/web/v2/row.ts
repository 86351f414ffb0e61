import { z } from '@hono/zod-openapi'
import type { StoredMessage } from '../../store/store.ts'

export const mailboxSchema = z.object({ name: z.string(), address: z.string() }).openapi('Mailbox')

/** What a list shows of a message. */
export const rowSchema = z
  .object({
    id: z.string(),
    seq: z.number().openapi({ description: 'Grows with every message: the newest has the greatest' }),
    receivedAt: z.string().openapi({ format: 'date-time' }),
    from: z.string().openapi({ description: 'The reverse-path; "" for the null one' }),
    to: z.array(z.string()).readonly().openapi({ description: 'All recipients of the envelope, Bcc too' }),
    mailboxes: z.array(z.string()).readonly(),
    user: z.string().nullable().openapi({ description: 'Who had logged in' }),
    size: z.number().openapi({ description: 'Octets' }),
    isRead: z.boolean(),
    tags: z.array(z.string()).readonly(),
    sessionId: z.string(),
    subject: z.string(),
    author: mailboxSchema.nullable().openapi({ description: 'The first mailbox of From' }),
    headerTo: z.array(mailboxSchema).readonly(),
    snippet: z.string(),
    attachments: z.number().openapi({ description: 'How many' }),
    hasHtml: z.boolean(),
    deviations: z.number().openapi({ description: 'What the RFCs do not allow, in the mail data' }),
  })
  .openapi('MessageRow')

export type Row = z.infer<typeof rowSchema>

export async function rowOf(message: StoredMessage): Promise<Row> {
  const { id, seq, receivedAt, from, to, mailboxes, user, content, isRead, tags, sessionId, deviations } = message
  const { from: authors, to: headerTo, subject, snippet, attachments, hasHtml } = await message.overview()
  return {
    ...{ id, seq, receivedAt: receivedAt.toISOString(), from, to, mailboxes, user, size: content.size },
    ...{ isRead, tags, sessionId, subject, author: authors[0] ?? null, headerTo, snippet },
    attachments: attachments.length,
    hasHtml,
    deviations: deviations.length,
  }
}
