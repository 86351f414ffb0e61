import { concat, encode, LF } from '../protocol/bytes.ts'

/** One message of an mbox file. */
export interface MboxMessage {
  /** The reverse-path, as the separator line has it; '' for the null reverse-path. */
  readonly from: string
  /** Null where the line has none that can be read. */
  readonly date: Date | null
  /** With CRLF for line ends. */
  readonly message: Uint8Array
}

/** Octets that are searched for the end of a separator line. */
const LONGEST = 1000

/**
 * One message as it stands in an mbox file: the separator line, and every line that looks like one, or like one that
 * was quoted, with one ">" more ("mboxrd"), so that it can be read back as it was. Line ends become LF, as Unix has
 * them. RFC 4155
 */
export function writeMbox(
  message: Uint8Array,
  { from, date }: { readonly from: string; readonly date: Date },
): Uint8Array {
  // What is no address that can stand there would break the line into more words, or lines, than it has.
  const sender = /^[\x21-\x7e]{1,320}$/.test(from) ? from : 'MAILER-DAEMON'
  const separator = encode(`From ${sender} ${asctime(date)}\n`)
  const text = Buffer.from(message.buffer, message.byteOffset, message.length).toString('latin1').replace(/\r\n/g, '\n')
  const quoted = text.replace(/^(?=>*From )/gm, '>')
  const end = quoted.endsWith('\n') || quoted === '' ? '\n' : '\n\n'
  return concat([separator, Buffer.from(quoted + end, 'latin1')])
}

/** The messages of an mbox file, one after the other; what stands before the first separator line is left out. */
export function* readMbox(bytes: Uint8Array): Generator<MboxMessage> {
  const octets = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  let at = separatorAt(octets, 0) ? 0 : nextSeparator(octets, 0)
  while (at >= 0 && at < octets.length) {
    const lineEnd = octets.indexOf(LF, at)
    if (lineEnd < 0) return
    const next = nextSeparator(octets, lineEnd)
    const line = octets.toString('latin1', at, Math.min(lineEnd, at + LONGEST)).trimEnd()
    yield { ...readSeparator(line), message: unquote(octets.subarray(lineEnd + 1, next < 0 ? octets.length : next)) }
    at = next
  }
}

function asctime(date: Date): string {
  const [, day, dayOfMonth = '', month, year, time] = /^(\w+), (\d+) (\w+) (\d+) (\S+)/.exec(date.toUTCString()) ?? []
  return `${day} ${month} ${dayOfMonth.replace(/^0/, ' ')} ${time} ${year}`
}

function readSeparator(line: string): Pick<MboxMessage, 'from' | 'date'> {
  const [, from = '', rest = ''] = /^From (\S+)\s*(.*)$/.exec(line) ?? []
  const [, month, day, time, year] =
    /^\w{3} (\w{3}) +(\d{1,2}) (\d{1,2}:\d\d(?::\d\d)?)(?: [A-Z]{1,5})?(?: [+-]\d{4})? (\d{4})/.exec(rest) ?? []
  const date = year === undefined ? NaN : Date.parse(`${day} ${month} ${year} ${time} UTC`)
  return { from: from === 'MAILER-DAEMON' ? '' : from, date: Number.isNaN(date) ? null : new Date(date) }
}

/** Where the next line begins that separates messages; -1 where there is none. */
function nextSeparator(octets: Buffer, from: number): number {
  for (let at = octets.indexOf('\nFrom ', from, 'latin1'); at >= 0; at = octets.indexOf('\nFrom ', at + 1, 'latin1')) {
    if (separatorAt(octets, at + 1)) return at + 1
  }
  return -1
}

/** QUIRK: not all programs quote what looks like a separator, so one that has no year in it is text. */
function separatorAt(octets: Buffer, at: number): boolean {
  const line = octets.toString('latin1', at, Math.min(octets.length, at + LONGEST)).split('\n', 1)[0]!
  return /^From \S+.*\b\d{4}\b/.test(line)
}

function unquote(octets: Buffer): Uint8Array {
  const text = octets
    .toString('latin1')
    .replace(/\r\n/g, '\n')
    .replace(/^>(?=>*From )/gm, '')
  // The empty line before the next separator is none of the message.
  const own = text.endsWith('\n\n') || text === '\n' ? text.slice(0, -1) : text
  return Uint8Array.from(Buffer.from(own.replaceAll('\n', '\r\n'), 'latin1'))
}
