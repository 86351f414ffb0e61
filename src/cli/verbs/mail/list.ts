import type { ColorChoice, Style } from '../../../report/style.ts'
import type { Row } from '../../../web/v2/row.ts'
import { atLeastOne } from '../../values.ts'
import { colorOption, Option, styleFor, terminal, Verb } from '../../verb.ts'
import { fit, onOneLine, widthOf } from '../../printable.ts'
import { addServerOptions, MailApi, type MessageList, type ServerFlags } from './server.ts'

interface ListFlags extends ServerFlags {
  readonly limit: number
  readonly json?: boolean
  readonly color: ColorChoice
}

export default function list(): Verb {
  return addServerOptions(
    new Verb('list', 'mail')
      .summary('what has come, the newest first')
      .description('Show what has come, the newest first; what nobody has read has a star.')
      .argument('[search...]', 'only what fits: words, and as from:bob is:unread has:attachment')
      .addOption(new Option('-n, --limit <n>', 'messages shown').argParser(atLeastOne).default(50))
      .option('--json', 'as the API has it, GET /api/v2/messages')
      .addOption(colorOption()),
  )
    .example('parley mail list', 'the newest fifty')
    .example('parley mail list from:bob is:unread', 'what bob wrote that nobody has read')
    .example(`parley mail list 'subject:"two words"' '!has:attachment'`, 'a phrase, and what must not be')
    .action(run)
}

async function run(words: readonly string[], flags: ListFlags): Promise<void> {
  const found = await newest(new MailApi(flags), words.join(' '), flags.limit)
  const { stdout, stderr } = terminal
  if (flags.json) {
    stdout.write(`${JSON.stringify(found, null, 2)}\n`)
    return
  }
  const { messages, total, isMore } = found
  // What is read by a program is not cut.
  const width = stdout.isTTY ? (stdout.columns ?? 80) : Infinity
  stdout.write(drawList(messages, width, styleFor(stdout, flags.color)))
  if (messages.length === 0) stderr.write(`parley: no message${words.length > 0 ? ' that fits' : ' yet'}\n`)
  else if (messages.length < total)
    stderr.write(`parley: ${messages.length} of ${total}${isMore ? ' and more' : ''}; --limit shows more\n`)
}

async function newest(api: MailApi, query: string, limit: number): Promise<MessageList> {
  const first = await api.list(query, { limit: Math.min(limit, 1000) })
  const messages = [...first.messages]
  while (messages.length < Math.min(limit, first.total)) {
    const before = messages.at(-1)!.seq
    const next = await api.list(query, { limit: Math.min(limit - messages.length, 1000), before })
    if (next.messages.length === 0) break
    messages.push(...next.messages)
  }
  return { ...first, messages }
}

/** Columns at most for who wrote, and to whom. */
const ADDRESS = 30

export function drawList(messages: readonly Row[], width: number, style: Style): string {
  const rows = messages.map((message) => ({
    isRead: message.isRead,
    id: message.id,
    when: localTime(new Date(message.receivedAt)),
    from: message.from === '' ? '<>' : onOneLine(message.from),
    to: onOneLine(message.to.length > 1 ? `${message.to[0]!} +${message.to.length - 1}` : (message.to[0] ?? '')),
    subject: onOneLine(message.subject),
  }))
  const column = (name: 'id' | 'when' | 'from' | 'to') => Math.max(0, ...rows.map((row) => widthOf(row[name])))
  const [id, when] = [column('id'), column('when')]
  // Half of what is left is for the subject.
  const share = Math.max(8, Math.floor((width - 2 - id - when - 8) / 4))
  const [from, to] = [Math.min(column('from'), ADDRESS, share), Math.min(column('to'), ADDRESS, share)]
  const room = width - (2 + id + when + from + to + 8)
  return rows
    .map((row) => {
      const subject = widthOf(row.subject) > room ? fit(row.subject, Math.max(1, room)) : row.subject
      const places = `${style.dim(`${fit(row.id, id)}  ${row.when}`)}  ${fit(row.from, from)}  ${fitRecipient(row.to, to)}`
      const line = `${row.isRead ? ' ' : '*'} ${places}  ${row.isRead ? subject : style.bold(subject)}`
      return `${line.trimEnd()}\n`
    })
    .join('')
}

/** What is cut is the address, not how many there are besides. */
function fitRecipient(text: string, width: number): string {
  const more = / \+\d+$/.exec(text)?.[0] ?? ''
  if (widthOf(text) <= width || more.length > width - 2) return fit(text, width)
  return fit(text.slice(0, text.length - more.length), width - more.length) + more
}

/** "2026-11-28 17:04", by the clock on the wall. */
export function localTime(date: Date): string {
  const two = (number: number) => String(number).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`
}
