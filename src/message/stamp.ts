import { writeAddressLiteral } from '../protocol/domain.ts'
import { writePath, type ReversePath } from '../protocol/path.ts'
import { writeDate } from './date.ts'

export interface StampOptions {
  /** The name the client gave, whatever it was. */
  readonly helo: string
  /** The client's address; null for a local socket. */
  readonly ip: string | null
  /** The name its address resolves to; null where that is unknown. */
  readonly rdns?: string | null
  /** This host. */
  readonly by: string
  /** See {@link protocolName}. */
  readonly with: string
  /** Said in a comment: "TLSv1.3, TLS_AES_256_GCM_SHA384". */
  readonly tls?: string | null
  readonly id: string
  /** Only where the message has one recipient: others must not learn of each other. */
  readonly for?: string | null
  readonly date: Date
  /** Minutes east of UTC; the machine's own zone where left out. */
  readonly utcOffset?: number
}

/** The `Received:` field that a host puts on top of a message it takes, line ends included. */
// RFC 5321 §4.4
export function writeReceived(stamp: StampOptions): string {
  const literal = stamp.ip === null ? '' : writeAddressLiteral(stamp.ip)
  const seen = `${safe(stamp.rdns ?? '')} ${literal}`.trim()
  const from = `from ${safe(stamp.helo) || 'unknown'}${seen && ` (${seen})`}`
  const tls = stamp.tls ? ` (${safe(stamp.tls, unsafeInComment)})` : ''
  const by = `by ${safe(stamp.by)} with ${safe(stamp.with)}${tls} id ${safe(stamp.id)}`
  const recipient = stamp.for ? `\r\n\tfor <${safe(stamp.for, unsafeInPath)}>` : ''
  return `Received: ${from}\r\n\t${by}${recipient}; ${writeDate(stamp.date, stamp.utcOffset)}\r\n`
}

/** The name of the protocol for the `with` clause: "SMTP", "ESMTPSA", "UTF8LMTPS" … RFC 3848, RFC 6531 §4.3 */
export function protocolName(session: {
  readonly lmtp?: boolean
  /** EHLO, not HELO */
  readonly extended?: boolean
  readonly utf8?: boolean
  readonly tls?: boolean
  readonly authenticated?: boolean
}): string {
  const { lmtp = false, extended = true, utf8 = false, tls = false, authenticated = false } = session
  if (!lmtp && !extended) return 'SMTP'
  const base = `${utf8 ? 'UTF8' : lmtp ? '' : 'E'}${lmtp ? 'LMTP' : 'SMTP'}`
  return `${base}${tls ? 'S' : ''}${authenticated ? 'A' : ''}`
}

/** The field that the last host adds, with the envelope's sender. RFC 5321 §4.4 */
export function writeReturnPath(path: ReversePath): string {
  return `Return-Path: ${writePath(path)}\r\n`
}

/** What a peer said must not be able to end the clause it stands in, and no domain is longer than 255 octets. */
const unsafe = /[\s\0-\x1f\x7f();<>"\\]/g
const unsafeInComment = /[\0-\x1f\x7f()\\]/g
const unsafeInPath = /[\0-\x1f\x7f<>]/g

function safe(text: string, pattern = unsafe): string {
  return text.slice(0, 255).replace(pattern, '?')
}
