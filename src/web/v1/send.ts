import { randomUUID } from 'node:crypto'
import { compose, type Attachment } from '../../message/compose.ts'
import { readAddressPath } from '../../protocol/address.ts'
import { IdSource } from '../../server/ids.ts'
import { memoryContent } from '../../store/content.ts'
import type { MailServer } from '../../store/mail-server.ts'
import type { Store } from '../../store/store.ts'

/** What is given, in mailpit's words. */
interface SendRequest {
  readonly From?: Person
  readonly To?: readonly Person[]
  readonly Cc?: readonly Person[]
  readonly Bcc?: readonly string[]
  readonly ReplyTo?: readonly Person[]
  readonly Subject?: string
  readonly Text?: string
  readonly HTML?: string
  readonly Tags?: readonly string[]
  readonly Headers?: Readonly<Record<string, string>>
  readonly Attachments?: readonly {
    readonly Content: string
    readonly Filename: string
    readonly ContentType?: string
    readonly ContentID?: string
  }[]
}

interface Person {
  readonly Email: string
  readonly Name?: string
}

const ids = new IdSource(Date.now())

/** Headers that have a place of their own in the request. */
const restricted = new Set(['to', 'from', 'cc', 'bcc', 'reply-to', 'date', 'subject', 'content-type', 'mime-version'])

/**
 * Make a message and put it into the store.
 * @returns its id
 * @throws Error in a sentence for whoever asked
 */
export async function sendMessage(server: MailServer<Store>, request: SendRequest): Promise<string> {
  const { From, To = [], Cc = [], Bcc = [], ReplyTo = [], Tags = [], Headers = {} } = request
  if (!From) throw new Error('"From" is missing')
  const to = [...To.map(({ Email }) => Email), ...Cc.map(({ Email }) => Email), ...Bcc]
  if (to.length === 0) throw new Error('there is no recipient in "To", "Cc" or "Bcc"')
  if (to.length > server.config.limits.recipients) throw new Error('there are too many recipients')
  const bytes = await compose({
    from: written(From),
    to: To.map(written),
    cc: Cc.map(written),
    subject: line(request.Subject ?? ''),
    date: new Date(),
    host: server.config.hostname,
    id: randomUUID,
    ...(request.Text !== undefined && { text: request.Text }),
    ...(request.HTML !== undefined && request.HTML !== '' && { html: request.HTML }),
    attachments: (request.Attachments ?? []).map(attachment),
    headers: {
      add: [
        ...(ReplyTo.length > 0 ? [{ name: 'Reply-To', value: ReplyTo.map(written).join(', ') }] : []),
        ...(Tags.length > 0 ? [{ name: 'X-Tags', value: line(Tags.join(', ')) }] : []),
        ...Object.entries(Headers).map(([name, value]) => field(name, value)),
      ],
    },
  })
  if (bytes.length > server.config.limits.size) throw new Error('the message is larger than the server takes')
  for (const address of Bcc) check(address)
  const id = ids.next()
  await server.store.add({
    id,
    sessionId: 'api',
    receivedAt: new Date(),
    from: From.Email,
    to,
    params: { mail: [], rcpt: to.map(() => []) },
    mailboxes: [...new Set(to)],
    user: null,
    trace: '',
    content: memoryContent([bytes], bytes.length),
    deviations: [],
  })
  if (Tags.length > 0) await server.store.change({ ids: [id] }, { tags: Tags })
  return id
}

function written({ Email, Name = '' }: Person): string {
  check(Email)
  return Name === '' ? Email : `"${line(Name).replace(/["\\]/g, '\\$&')}" <${Email}>`
}

function check(address: unknown): void {
  if (typeof address !== 'string' || !readAddressPath(address)) throw new Error(`invalid address: ${String(address)}`)
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

type Given = NonNullable<SendRequest['Attachments']>[number]

function attachment({ Content, Filename, ContentType, ContentID }: Given): Attachment {
  // Browsers hand out "data:image/png;base64,…".
  const base64 = Content.slice(Content.lastIndexOf(',') + 1)
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(base64)) throw new Error(`"${Filename}" is not in base64`)
  return {
    filename: line(Filename),
    content: Buffer.from(base64, 'base64'),
    ...(ContentType && { type: line(ContentType) }),
    ...(ContentID && { disposition: 'inline' as const }),
  }
}
