import type { CertificateDetails, TlsDetails, TranscriptEvent } from './event.ts'
import { SpokenLines, type LineOptions, type SpokenLine } from './lines.ts'
import { withoutComment } from './read-script.ts'
import { parseReplyLine, type ReplyLinePattern } from './reply-pattern.ts'
import { escapeTemplate } from './template.ts'
import { speakerOf, type Transcript } from './transcript.ts'
import { writePair, writeWord } from './words.ts'

/** The record as a `.smtp` file. {@link readTranscript} reads it back; credentials stay hidden, unless asked for. */
export function writeTranscript(transcript: Transcript, options: LineOptions = {}): string {
  const { role, protocol, peer, started } = transcript
  const head = [`@role ${role}`]
  if (protocol !== 'smtp') head.push(`@protocol ${protocol}`)
  if (peer !== null) head.push(`@peer ${writeWord(peer)}`)
  if (started !== null) head.push(`@started ${started}`)
  return `${[...head, '', ...stamp(writeEntries(readEntries(transcript, options)))].join('\n')}\n`
}

/** A line of the file, and when what it says happened. */
interface Stamped {
  readonly at: number
  readonly text: string
}

type Entry = SpokenLine | Stamped

function readEntries(transcript: Transcript, options: LineOptions): Entry[] {
  const lines = new SpokenLines(transcript, options)
  const entries = transcript.events.flatMap((event): Entry[] => {
    const spoken = lines.read(event)
    const text = writeEvent(transcript, event)
    return text === null ? spoken : [...spoken, { at: event.at, text }]
  })
  return [...entries, ...lines.end()]
}

function writeEvent(transcript: Transcript, event: TranscriptEvent): string | null {
  const who = (by: 'us' | 'peer') => speakerOf(transcript, by === 'us' ? 'sent' : 'received')
  switch (event.kind) {
    case 'sent':
    case 'received':
      return null
    case 'resolved':
      return `@resolved ${[event.name, ...event.addresses].map(writeWord).join(' ')}`
    case 'open':
      return `@open ${writeWord(event.local)} ${writeWord(event.remote)}`
    case 'elided':
      return `@elided ${event.octets} by ${who(event.by)}`
    case 'truncated':
      return '@truncated  # the record was full'
    case 'tls':
      return writeTls(event)
    case 'failed':
      return `@failed ${event.phase} ${writeWord(event.code)} ${writeWord(event.message)}`
    case 'fault':
      return `@fault ${writeWord(event.id)} ${writeWord(event.text)}`
    case 'closed':
      return `@closed by ${event.by === 'timeout' ? 'timeout' : who(event.by)}`
  }
}

function writeTls(details: TlsDetails): string {
  const { protocol, cipher, keyExchange, servername, alpn, distrust, host, isForHost, certificate, chain } = details
  const pairs: readonly Pair[] = [
    ['kex', keyExchange],
    ['servername', servername],
    ['alpn', alpn],
    ['distrust', distrust],
    ['host', host],
    ['for-host', isForHost === undefined ? null : isForHost ? 'yes' : 'no'],
    ...(certificate ? certificatePairs(certificate, '') : []),
    ...(chain ?? []).flatMap((each, i) => certificatePairs(each, `-${i + 2}`)),
  ]
  const given = pairs.flatMap(([name, value]) => (value === null || value === undefined ? [] : writePair(name, value)))
  return ['@tls', writeWord(protocol), writeWord(cipher), ...given].join(' ')
}

type Pair = readonly [name: string, value: string | null | undefined]

/** @param nth '' for the certificate itself, "-2" for its issuer's, and so on */
function certificatePairs(certificate: CertificateDetails, nth: string): readonly Pair[] {
  const { subject, issuer, names, validFrom, validTo, fingerprint, serial, key, signature, issuerUrl } = certificate
  const pairs: readonly Pair[] = [
    ['subject', subject],
    ['issuer', issuer],
    ['names', names.length === 0 ? null : names.join(', ')],
    ['from', validFrom],
    ['to', validTo],
    ['sha256', fingerprint],
    ['serial', serial],
    ['key', key],
    ['signature', signature],
    ['issuer-url', issuerUrl],
  ]
  return pairs.map(([name, value]) => [`${name}${nth}`, value])
}

function writeEntries(entries: readonly Entry[]): Stamped[] {
  const out: Stamped[] = []
  let reply: SpokenLine[] = []
  const endReply = () => {
    out.push(...writeReplyLines(reply))
    reply = []
  }
  for (const entry of entries) {
    if ('speaker' in entry && entry.speaker === 'server') {
      reply.push(entry)
      if (!goesOn(entry, reply.length)) endReply()
      continue
    }
    endReply()
    out.push('speaker' in entry ? writeClientLine(entry) : entry)
  }
  endReply()
  return out
}

function writeClientLine(line: SpokenLine): Stamped {
  const isText = line.isPlain && !/[ \t]$/.test(line.text)
  return { at: line.at, text: isText ? `C: ${escapeTemplate(line.text)}`.trimEnd() : `C| ${writeOctets(line)}` }
}

/** Whether the reply that this is the nth line of has more lines. */
function goesOn({ text }: SpokenLine, nth: number): boolean {
  return /^\d{3}-/.test(text) || (nth > 1 && !/^\d{3}(?!\d)/.test(text))
}

/** The lines of one reply: as text where they are one as it should be, else as octets, every one of them. */
function writeReplyLines(lines: readonly SpokenLine[]): Stamped[] {
  const patterns = lines.map(readLiteral)
  const isText = patterns.every((pattern) => pattern && digitsOf(pattern) === digitsOf(patterns[0]!))
  const isWhole = isText && patterns.at(-1)?.goesOn === false
  return lines.map((line) => ({
    at: line.at,
    text: isWhole ? `S: ${escapeTemplate(line.text)}` : `S| ${writeOctets(line)}`,
  }))
}

/** The line as `S:` says it; null where reading would make something else of it. */
function readLiteral(line: SpokenLine): ReplyLinePattern | null {
  const text = escapeTemplate(line.text)
  if (!line.isPlain || withoutComment(text) !== text) return null
  try {
    const pattern = parseReplyLine(text)
    return pattern.isLiteral ? pattern : null
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function digitsOf({ alternatives }: ReplyLinePattern): string {
  return alternatives[0]!.codes[0]!.digits
}

/** As octets with escapes, and no blank where a reader would not see it or take a comment to begin. */
function writeOctets({ text, isPlain }: SpokenLine): string {
  const escaped = isPlain ? `${text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t')}\\r\\n` : text
  return escapeTemplate(escaped).replace(/ (?=#|$)/g, '\\x20')
}

function stamp(lines: readonly Stamped[]): string[] {
  let last = ''
  return lines.flatMap(({ at, text }) => {
    const now = `@at ${(at / 1000).toFixed(4)}`
    if (now === last) return [text]
    last = now
    return [now, text]
  })
}
