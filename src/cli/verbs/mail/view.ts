import { readHeaders } from '../../../message/headers.ts'
import { isUtf8, decode, latin1 } from '../../../protocol/bytes.ts'
import type { ColorChoice, Style } from '../../../report/style.ts'
import type { MessageDetail } from '../../../web/v2/message-detail.ts'
import { exitCodes } from '../../exit-codes.ts'
import { colorOption, Complaint, Option, styleFor, terminal, type Verb } from '../../verb.ts'
import { localTime } from './list.ts'
import { onOneLine, printable } from '../../printable.ts'
import type { MailApi } from './server.ts'

/** What is to be seen of a message. */
export interface ViewFlags {
  readonly raw?: boolean
  readonly headers?: boolean
  readonly text?: boolean
  readonly conversation?: boolean
  readonly code?: boolean
  readonly link?: boolean
  readonly json?: boolean
  readonly color: ColorChoice
}

const views = {
  raw: 'the whole message, octet by octet as it came',
  headers: 'the header, as it stands',
  text: 'the text alone',
  conversation: 'the conversation that brought it, as a .smtp file',
  code: 'the first code that it has, as a login asks for one; nothing else',
  link: 'the link that it wants to be followed; nothing else',
  json: 'everything that is known, as the API has it, GET /api/v2/messages/{id}',
} as const

export function addViewOptions(verb: Verb): Verb {
  const names = Object.keys(views)
  for (const [name, meaning] of Object.entries(views))
    verb.addOption(new Option(`--${name}`, meaning).conflicts(names.filter((other) => other !== name)))
  return verb.addOption(colorOption())
}

/**
 * Show a message in the way that was asked for. What a person reads of it counts as read; what a script takes does not.
 *
 * @throws Complaint where there is no such thing in it
 */
export async function showMessage(api: MailApi, message: MessageDetail, flags: ViewFlags): Promise<void> {
  terminal.stdout.write(await view(api, message, flags))
  const { raw, headers, conversation, code, link, json } = flags
  if (!message.isRead && !(raw || headers || conversation || code || link || json)) await api.markRead(message.id)
}

async function view(api: MailApi, message: MessageDetail, flags: ViewFlags): Promise<string | Uint8Array> {
  const { id, codes, links, verificationLink } = message
  if (flags.raw) return terminal.stdout.isTTY ? printable(textOf(await api.raw(id))) : api.raw(id)
  if (flags.headers) {
    const raw = await api.raw(id)
    return ended(printable(textOf(raw.subarray(0, readHeaders(raw).bodyOffset)).trimEnd()))
  }
  if (flags.text) return ended(readableText(message))
  if (flags.conversation) return api.transcript(message.sessionId)
  if (flags.json) return `${JSON.stringify(message, null, 2)}\n`
  if (flags.code) return `${onOneLine(codes[0] ?? missing(id, 'code'))}\n`
  if (flags.link) return `${onOneLine(verificationLink ?? links[0] ?? missing(id, 'link'))}\n`
  return drawMessage(message, styleFor(terminal.stdout, flags.color))
}

function missing(id: string, what: string): never {
  throw new Complaint(`there is no ${what} in message ${id}: "parley mail show ${id}" shows it`, exitCodes.notArrived)
}

const shown = ['From', 'To', 'Cc', 'Reply-To', 'Date', 'Subject']

function drawMessage(message: MessageDetail, style: Style): string {
  const { id, receivedAt, from, to, size, headers, attachments, tags } = message
  const facts: (readonly [name: string, text: string])[] = [
    ['Message', `${id}, ${localTime(new Date(receivedAt))}, ${size} octets`],
    ['Envelope', `<${from}> to ${to.map((address) => `<${address}>`).join(', ')}`],
    ...headers
      .filter(({ name }) => shown.some((each) => each.toLowerCase() === name.toLowerCase()))
      .map(({ name, value }) => [name, value] as const),
    ...attachments.map(
      ({ filename, type, size: octets }) =>
        ['Attached', `${filename ?? 'without a name'}, ${type}, ${octets} octets`] as const,
    ),
    ...(tags.length > 0 ? [['Tags', tags.join(', ')] as const] : []),
  ]
  const head = facts.map(([name, text]) => `${style.dim(`${onOneLine(name)}:`)} ${onOneLine(text)}\n`).join('')
  return `${head}\n${ended(readableText(message))}`
}

function readableText({ id, text, hasHtml }: MessageDetail): string {
  if (text !== null) return printable(text).trimEnd()
  return hasHtml ? `(HTML without a text beside it: the page shows it, and "parley mail show ${id} --raw")` : ''
}

function ended(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`
}

function textOf(bytes: Uint8Array): string {
  return isUtf8(bytes) ? decode(bytes) : latin1(bytes)
}
