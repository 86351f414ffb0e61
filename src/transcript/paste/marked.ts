import { decode } from '../../protocol/bytes.ts'
import { unescapeBytes } from '../../protocol/escapes.ts'
import { betterPeer, readInfo } from './info.ts'
import { isCommandLine, isReplyLine, type Heard, type Utterance } from './utterance.ts'

/** A way of showing who spoke by marks before the lines. */
interface Notation {
  readonly name: string
  /** The mark, and what was said; null for a line that nobody said. */
  read(line: string): { readonly mark: string; readonly text: string } | null
}

/** A time before the mark, as many logs have it. */
const TIME = String.raw`(?:\[?\d[\d:.,TZ/+-]*\]?\s+){0,2}`

function byPattern(name: string, pattern: RegExp): Notation {
  return {
    name,
    read(line) {
      const match = pattern.exec(line)
      return match && { mark: match[1]!, text: match[2] ?? '' }
    },
  }
}

/** In the order in which they are tried: what is more peculiar comes first. */
const notations: readonly Notation[] = [
  {
    // Python: send: 'ehlo x\r\n' and reply: b'250 y\r\n', at a higher level behind a time
    name: 'smtplib',
    read(line) {
      const [, mark, , quoted] = /^(?:[\d:.]+ )?(send|reply): b?(['"])(.*)\2$/.exec(line) ?? []
      return mark === undefined ? null : { mark, text: unquote(quoted!) }
    },
  },
  // postfix/smtpd[123]: > client.example.test[192.0.2.1]: 250 Ok
  byPattern('postfix', /(?:^|\]: )([<>]) [^\s[]+\[[^\]]*\](?::\d+)?: (.*)$/),
  // PHPMailer
  byPattern('directions', /^(?:.*\s)?(SERVER -> CLIENT|CLIENT -> SERVER): (.*)$/),
  // Thunderbird's log, and its error console
  byPattern('thunderbird', /\b(?:mailnews\.smtp:|[A-Z]\/SMTP) ([CS]): (.*)$/),
  {
    // " -> " and " ~> " sent, "<-  " "<~  " "<** " "<~* " received
    name: 'swaks',
    read(line) {
      const [, arrow, text = ''] = /^(?: ?([-~]>)|<[-~*][ *~]) ?(.*)$/.exec(line) ?? []
      return arrow === undefined && !/^<[-~*]/.test(line)
        ? null
        : { mark: arrow ? '>' : '<', text: arrow ? text : text.trimStart() }
    },
  },
  // C: and S:, as RFC 5321 has it; S: and R: in RFC 821
  byPattern('letters', new RegExp(`^\\s*(?:.*\\]\\s+)?${TIME}\\W{0,4}(C|S|R|Client|Server)\\s?:\\s?(.*)$`, 'i')),
  byPattern('exim', /^\s*SMTP(<<|>>)\s?(.*)$/),
  byPattern('long arrows', new RegExp(`^\\s*${TIME}(>>>?|<<<?|[-=]+>|<[-=]+|[→←])\\s?(.*)$`)),
  byPattern('arrows', new RegExp(`^\\s*${TIME}([<>])\\s?(.*)$`)),
]

function unquote(text: string): string {
  try {
    return decode(unescapeBytes(text))
  } catch {
    return text
  }
}

/** Read a conversation whose lines are marked. Null: the lines are not, or not in any way that is known. */
export function readMarked(lines: readonly string[]): Heard | null {
  for (const notation of notations) {
    const heard = readWith(notation, lines)
    if (heard) return heard
  }
  return null
}

/** Which of two marks is whose is told by who says numbers: one program's ">" is another one's "<". */
function readWith(notation: Notation, lines: readonly string[]): Heard | null {
  const read = lines.map((line) => notation.read(line))
  const marked = read.filter((line) => line !== null)
  const marks = [...new Set(marked.map(({ mark }) => mark.toUpperCase()))]
  const share = (mark: string, test: (text: string) => boolean) => {
    const texts = marked.filter((line) => line.mark.toUpperCase() === mark).map(({ text }) => text)
    return texts.filter((text) => test(text.trimStart())).length / texts.length
  }
  const isBare = marks.length === 1 // sendmail -v marks only what it says
  const server = isBare ? null : marks.find((mark) => share(mark, isReplyLine) > 0.5)
  const client = marks.find((mark) => mark !== server && share(mark, isCommandLine) > 0)
  if (client === undefined || server === undefined) return null
  const said: Utterance[] = []
  let peer: string | null = null
  let isServers = false
  for (const [i, line] of read.entries()) {
    const end = readInfo(lines[i]!)?.said
    if (end?.kind === 'closed') {
      said.push(end)
      break
    }
    const mark = line?.mark.toUpperCase()
    if (line && mark === client) said.push(...clientLines(line.text))
    else if (line && mark === server)
      said.push(...split(line.text).map((text) => ({ kind: 'line', by: 'server', text }) as const))
    // Lines of a reply behind its first one may do without the mark.
    else if (!line && isReplyLine(lines[i]!.trim()) && (isBare || isServers))
      said.push({ kind: 'line', by: 'server', text: lines[i]!.trim() })
    else if (!line) {
      const info = readInfo(lines[i]!)
      peer = betterPeer(peer, info?.peer)
      if (info?.said) said.push(info.said)
    }
    if (line) isServers = mark === server
  }
  return said.some((each) => each.kind === 'line' && each.by === 'server') ? { peer, said } : null
}

function clientLines(text: string): Utterance[] {
  // swaks --suppress-data
  if (/^\d+ lines sent$/.test(text)) return [{ kind: 'unseen', octets: null }]
  // Thunderbird hides a command that holds a password.
  if (text.startsWith('Logging suppressed')) return [{ kind: 'line', by: 'client', text: 'AUTH PLAIN' }]
  return split(text).map((line) => ({ kind: 'line', by: 'client', text: line }))
}

/** One mark may stand before several lines, where they are written with escapes. */
function split(text: string): string[] {
  const bare = text.replace(/^`(.*)`$/s, '$1')
  return bare.replace(/\r?\n$/, '').split(/\r?\n/)
}
