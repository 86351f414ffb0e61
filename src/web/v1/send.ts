import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { compose, type Attachment } from '../../message/compose.ts'
import { readAddressPath } from '../../protocol/address.ts'
import { encode, isAscii } from '../../protocol/bytes.ts'
import type { MailServer } from '../../store/mail-server.ts'
import type { Store } from '../../store/store.ts'
import { handOver, type HandedOver } from './hand-over.ts'

/** A list, or nothing: programs in Go say null. */
const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((list) => list ?? [])

const personSchema = z.object({ Email: z.string(), Name: z.string().default('') })

/** What is given, in mailpit's words. */
export const sendSchema = z.object({
  From: personSchema.optional(),
  To: listOf(personSchema),
  Cc: listOf(personSchema),
  Bcc: listOf(z.string()),
  ReplyTo: listOf(personSchema),
  Subject: z.string().default(''),
  Text: z.string().optional(),
  HTML: z.string().default(''),
  Tags: listOf(z.string()),
  Headers: z
    .record(z.string(), z.string())
    .nullish()
    .transform((headers) => headers ?? {}),
  Attachments: listOf(
    z.object({
      Content: z.string(),
      Filename: z.string(),
      ContentType: z.string().optional(),
      ContentID: z.string().optional(),
    }),
  ),
})

type SendRequest = z.output<typeof sendSchema>
type Person = SendRequest['To'][number]

/** Headers that have a place of their own in the request. */
const restricted = new Set(['to', 'from', 'cc', 'bcc', 'reply-to', 'date', 'subject', 'content-type', 'mime-version'])

/**
 * Make a message and hand it to the server as any client does.
 * @throws Error in a sentence for whoever asked
 */
export async function sendMessage(server: MailServer<Store>, request: SendRequest): Promise<HandedOver> {
  const { From, To, Cc, Bcc, ReplyTo, Tags, Headers } = request
  if (!From) throw new Error('"From" is missing')
  const to = [...To.map(({ Email }) => Email), ...Cc.map(({ Email }) => Email), ...Bcc]
  if (to.length === 0) throw new Error('there is no recipient in "To", "Cc" or "Bcc"')
  for (const address of [From.Email, ...to]) check(address)
  const needsUtf8 = [From.Email, ...to].some((address) => !isAscii(encode(address)))
  const content = await compose({
    from: written(From),
    to: To.map(written),
    cc: Cc.map(written),
    subject: line(request.Subject),
    date: new Date(),
    host: server.config.hostname,
    id: randomUUID,
    utf8: needsUtf8,
    ...(request.Text !== undefined && { text: request.Text }),
    ...(request.HTML !== '' && { html: request.HTML }),
    attachments: request.Attachments.map(attachment),
    headers: {
      add: [
        ...(ReplyTo.length > 0 ? [{ name: 'Reply-To', value: ReplyTo.map(written).join(', ') }] : []),
        ...(Tags.length > 0 ? [{ name: 'X-Tags', value: line(Tags.join(', ')) }] : []),
        ...Object.entries(Headers).map(([name, value]) => field(name, value)),
      ],
    },
  })
  return handOver(server, { from: From.Email, to, content, needsUtf8 })
}

function written({ Email, Name }: Person): string {
  check(Email)
  return Name === '' ? Email : `"${line(Name).replace(/["\\]/g, '\\$&')}" <${Email}>`
}

function check(address: string): void {
  if (!readAddressPath(address)) throw new Error(`invalid address: ${address}`)
}

function field(name: string, value: string) {
  if (restricted.has(name.toLowerCase())) throw new Error(`cannot overwrite header: "${name}"`)
  if (!/^[\x21-\x39\x3b-\x7e]{1,100}$/.test(name)) throw new Error(`"${name}" is no name for a header`)
  return { name, value: line(value) }
}

/** One line: nothing that is given may begin a header of its own. */
function line(text: string): string {
  if (/[\r\n\0]/.test(text)) throw new Error('a header must be one line')
  return text
}

type Given = SendRequest['Attachments'][number]

function attachment({ Content, Filename, ContentType, ContentID }: Given): Attachment {
  // Browsers hand out "data:image/png;base64,…".
  const base64 = Content.slice(Content.lastIndexOf(',') + 1)
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(base64)) throw new Error(`"${Filename}" is not in base64`)
  return {
    filename: line(Filename),
    content: Buffer.from(base64, 'base64'),
    ...(ContentType && { type: line(ContentType) }),
    ...(ContentID && { disposition: 'inline' as const, contentId: contentIdOf(ContentID) }),
  }
}

function contentIdOf(given: string): string {
  const id = given.replace(/^<(.*)>$/, '$1')
  if (!/^[!-;=?-~]{1,250}$/.test(id)) throw new Error(`${JSON.stringify(given)} is no Content-ID`)
  return id
}
