import { createHash } from 'node:crypto'
import { isInline, readBodies, type Bodies } from '../../message/bodies.ts'
import { headerValue } from '../../message/headers.ts'
import { readPage } from '../../message/html-page.ts'
import { partContent } from '../../message/part-content.ts'
import { readParts, type MessagePart } from '../../message/parts.ts'
import type { Mailbox } from '../../message/words.ts'
import type { StoredMessage } from '../../store/store.ts'

/** Messages in mailpit's words, for programs that were written for it. */

interface Address {
  readonly Name: string
  readonly Address: string
}

function addressOf({ name, address }: Mailbox): Address {
  return { Name: name, Address: address }
}

/** As its lists have it. */
export async function summaryOf(message: StoredMessage) {
  const { from, to, cc, bcc, replyTo, subject, messageId, snippet, attachments } = await message.overview()
  return {
    ID: message.id,
    MessageID: messageId ?? '',
    Read: message.isRead,
    From: from[0] ? addressOf(from[0]) : null,
    To: to.map(addressOf),
    Cc: cc.map(addressOf),
    Bcc: hidden(message, [to, cc, bcc]),
    ReplyTo: replyTo.map(addressOf),
    Subject: subject,
    Created: message.receivedAt.toISOString(),
    Username: message.user ?? '',
    Tags: message.tags,
    Size: message.content.size,
    Attachments: attachments.filter(({ isInline }) => !isInline).length,
    Snippet: snippet,
  }
}

/** Recipients of the envelope whom no header names, behind those of Bcc. */
function hidden(
  { to }: StoredMessage,
  [named, copied, blind]: readonly [readonly Mailbox[], readonly Mailbox[], readonly Mailbox[]],
): Address[] {
  const known = new Set([...named, ...copied, ...blind].map(({ address }) => address.toLowerCase()))
  return [
    ...blind.map(addressOf),
    ...to.filter((address) => !known.has(address.toLowerCase())).map((Address) => ({ Name: '', Address })),
  ]
}

/** One message, with its texts. */
export async function messageOf(message: StoredMessage) {
  const bytes = await message.content.bytes()
  const tree = readParts(bytes)
  const { text, html, attachments } = readBodies(bytes, tree)
  const { from, to, cc, bcc, replyTo, subject, date, messageId, listUnsubscribe } = await message.overview()
  const header = listUnsubscribe ?? ''
  return {
    ID: message.id,
    MessageID: messageId ?? '',
    From: from[0] ? addressOf(from[0]) : null,
    To: to.map(addressOf),
    Cc: cc.map(addressOf),
    Bcc: hidden(message, [to, cc, bcc]),
    ReplyTo: replyTo.map(addressOf),
    ReturnPath: message.from,
    Subject: subject,
    ListUnsubscribe: {
      Header: header,
      Links: [...header.matchAll(/<([^<>\s]+)>/g)].map(([, link]) => link!),
      Errors: '',
      HeaderPost: headerValue(tree.root.headers, 'List-Unsubscribe-Post') ?? '',
    },
    Date: date ?? message.receivedAt.toISOString(),
    Tags: message.tags,
    Username: message.user ?? '',
    Text: textOf({ text, html }),
    HTML: html ?? '',
    Size: message.content.size,
    Inline: attachments.filter((part) => isInline(part)).map((part) => attachmentOf(bytes, part)),
    Attachments: attachments.filter((part) => !isInline(part)).map((part) => attachmentOf(bytes, part)),
  }
}

/** Of a message that is HTML alone, what that says. */
export function textOf({ text, html }: Pick<Bodies, 'text' | 'html'>): string {
  return text ?? (html === null ? '' : readPage(html).text)
}

function attachmentOf(message: Uint8Array, part: MessagePart) {
  const content = partContent(message, part)
  const sum = (name: string) => createHash(name).update(content).digest('hex')
  return {
    PartID: part.path,
    FileName: part.filename ?? '',
    ContentType: part.type,
    ContentID: part.contentId ?? '',
    Size: content.length,
    Checksums: { MD5: sum('md5'), SHA1: sum('sha1'), SHA256: sum('sha256') },
  }
}
