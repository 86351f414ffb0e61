import { createHash } from 'node:crypto'
import { z } from '@hono/zod-openapi'
import { reviewMessage } from '../../explain/message-review.ts'
import { readAuthenticationResults } from '../../message/authentication-results.ts'
import { isInline, readBodies } from '../../message/bodies.ts'
import { partContent } from '../../message/part-content.ts'
import { readParts, type MessagePart } from '../../message/parts.ts'
import { readTrace } from '../../message/received.ts'
import { readHeaders } from '../../message/headers.ts'
import { decode, isUtf8, latin1, concat, encode } from '../../protocol/bytes.ts'
import type { Param } from '../../protocol/params.ts'
import { isPositive, replyText } from '../../protocol/reply.ts'
import { writeAddress } from '../../protocol/path.ts'
import { decodeWords } from '../../message/words.ts'
import type { SessionRecord } from '../../store/session-record.ts'
import type { StoredMessage } from '../../store/store.ts'
import { readDialogue } from '../../transcript/dialogue.ts'
import { rowOf, rowSchema } from './row.ts'

interface PartNode {
  readonly part: string
  readonly type: string
  readonly size: number
  readonly filename: string | null
  readonly charset: string | null
  readonly encoding: string
  readonly disposition: string | null
  readonly contentId: string | null
  readonly children: readonly PartNode[]
}

const partSchema: z.ZodType<PartNode> = z
  .lazy(() =>
    z.object({
      part: z.string(),
      type: z.string(),
      size: z.number(),
      filename: z.string().nullable(),
      charset: z.string().nullable(),
      encoding: z.string(),
      disposition: z.string().nullable(),
      contentId: z.string().nullable(),
      children: z.array(partSchema).readonly(),
    }),
  )
  .openapi('Part', { type: 'object' })

const attachmentSchema = z
  .object({
    part: z.string(),
    filename: z.string().nullable(),
    type: z.string(),
    size: z.number().openapi({ description: 'Octets, decoded' }),
    sha256: z.string(),
    isInline: z.boolean(),
    contentId: z.string().nullable(),
  })
  .openapi('Attachment')

/** Everything that is known of one message. */
export const detailSchema = rowSchema
  .omit({ attachments: true })
  .extend({
    envelope: z.object({
      from: z.string(),
      params: z.array(z.string()).readonly(),
      recipients: z
        .array(z.object({ address: z.string(), params: z.array(z.string()).readonly(), reply: z.string().nullable() }))
        .readonly(),
      refused: z
        .array(z.object({ address: z.string(), reply: z.string() }))
        .readonly()
        .openapi({ description: 'Recipients that were asked for and are none, as the conversation has it' }),
    }),
    headers: z
      .array(z.object({ name: z.string(), value: z.string(), raw: z.string() }))
      .readonly()
      .openapi({ description: 'In their order; "value" with encoded words made readable, "raw" as it stands' }),
    text: z.string().nullable(),
    parts: partSchema,
    attachments: z.array(attachmentSchema).readonly(),
    hops: z
      .array(
        z.object({
          from: z.string().nullable(),
          ip: z.string().nullable(),
          by: z.string().nullable(),
          with: z.string().nullable(),
          id: z.string().nullable(),
          for: z.string().nullable(),
          date: z.string().nullable(),
          delay: z.number().nullable().openapi({ description: 'Milliseconds since the one before' }),
        }),
      )
      .readonly()
      .openapi({ description: 'The way it came, first host first; the last one is this server' }),
    authenticationResults: z.array(z.looseObject({ authservId: z.string() })).readonly(),
    checks: z
      .array(
        z.object({
          id: z.string(),
          verdict: z.enum(['fail', 'info']),
          title: z.string(),
          detail: z.string(),
          ref: z.string().nullable(),
        }),
      )
      .readonly(),
    codes: z.array(z.string()).readonly().openapi({ description: 'What looks like a code to type in' }),
    links: z.array(z.string()).readonly(),
    verificationLink: z.string().nullable(),
    listUnsubscribe: z.string().nullable(),
    trace: z.string().openapi({ description: 'Return-Path and Received, as a mail host puts them on top' }),
    date: z.string().nullable(),
    messageId: z.string().nullable(),
  })
  .openapi('Message')

export type MessageDetail = z.infer<typeof detailSchema>

/** @param session that brought it; undefined where it is not remembered any more */
export async function detailOf(
  message: StoredMessage,
  session: Pick<SessionRecord, 'transcript'> | undefined,
): Promise<MessageDetail> {
  const [row, overview, bytes] = await Promise.all([rowOf(message), message.overview(), message.content.bytes()])
  const tree = readParts(bytes)
  const { headers } = tree.root
  const { text, attachments } = readBodies(bytes, tree)
  const traced = readHeaders(concat([encode(message.trace), bytes.subarray(0, headers.bodyOffset)]))
  const { date, messageId, codes, links, verificationLink, listUnsubscribe } = overview
  return {
    ...row,
    envelope: { from: message.from, params: message.params.mail, ...recipientsOf(message, session) },
    headers: headers.list.map(({ name, value, raw }) => ({ name, value: decodeWords(value), raw: textOf(raw) })),
    text,
    parts: nodeOf(tree.root),
    attachments: attachments.map((part) => attachmentOf(bytes, part)),
    hops: readTrace(traced).map(({ from, ip, by, with: protocol, id, for: whom, date: at, delay }) => ({
      ...{ from, ip, by, with: protocol, id, for: whom },
      date: at?.toISOString() ?? null,
      delay,
    })),
    authenticationResults: readAuthenticationResults(traced).map((each) => ({ ...each })),
    checks: reviewMessage(
      {
        content: bytes,
        isWhole: true,
        deviations: message.deviations,
        envelope: { from: message.from, to: message.to, params: message.params.mail.map(readParam) },
      },
      message.receivedAt,
    ).map(({ id, level, title, sentence, ref }) => ({
      id,
      verdict: level === 'problem' ? ('fail' as const) : ('info' as const),
      title,
      detail: sentence,
      ref,
    })),
    ...{ codes, links, verificationLink, listUnsubscribe, trace: message.trace, date, messageId },
  }
}

/** "SIZE=100" as it was written down. */
function readParam(text: string): Param {
  const equals = text.indexOf('=')
  return equals < 0 ? { keyword: text, value: null } : { keyword: text.slice(0, equals), value: text.slice(equals + 1) }
}

function nodeOf(part: MessagePart): PartNode {
  const { path, type, bodyOffset, end, filename, params, encoding, disposition, contentId, parts } = part
  return {
    part: path,
    type,
    size: end - bodyOffset,
    filename,
    charset: params.get('charset') ?? null,
    ...{ encoding, disposition, contentId },
    children: parts.map(nodeOf),
  }
}

export function attachmentOf(message: Uint8Array, part: MessagePart) {
  const content = partContent(message, part)
  return {
    part: part.path,
    filename: part.filename,
    type: part.type,
    size: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    isInline: isInline(part),
    contentId: part.contentId,
  }
}

/** What each was answered stands in the conversation, which is kept as the message is. */
function recipientsOf({ id, to, params }: StoredMessage, session: Pick<SessionRecord, 'transcript'> | undefined) {
  const answers = session ? answersIn(session, id) : []
  const replyTo = (address: string) => answers.find((each) => each.isTaken && each.address === address)?.reply ?? null
  return {
    recipients: to.map((address, i) => ({ address, params: params.rcpt[i] ?? [], reply: replyTo(address) })),
    refused: answers.flatMap(({ address, reply, isTaken }) => (isTaken ? [] : { address, reply })),
  }
}

interface RecipientAnswer {
  readonly address: string
  readonly reply: string
  readonly isTaken: boolean
}

/** To each RCPT of the transaction that brought the message with this id. */
function answersIn({ transcript }: Pick<SessionRecord, 'transcript'>, id: string): readonly RecipientAnswer[] {
  let answers: RecipientAnswer[] = []
  for (const { command, reply } of readDialogue(transcript).turns) {
    if (command?.verb === 'MAIL') answers = []
    if (command?.verb === 'RCPT' && reply) {
      const said = [reply.code, reply.enhanced?.join('.'), replyText(reply)].filter(Boolean).join(' ')
      answers.push({ address: writeAddress(command.forwardPath), reply: said, isTaken: isPositive(reply) })
    }
    if (reply && replyText(reply).endsWith(`queued as ${id}`)) return answers
  }
  return []
}

function textOf(bytes: Uint8Array): string {
  return isUtf8(bytes) ? decode(bytes) : latin1(bytes)
}
