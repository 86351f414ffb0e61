import { concat, encode } from './bytes.ts'
import type { Deviation } from './deviation.ts'

/** The three numbers of an enhanced status code, RFC 3463 §2. */
export type EnhancedCode = readonly [klass: number, subject: number, detail: number]

/** One line of a reply. */
export interface ReplyLine {
  /** 0 where the line has no three-digit code. */
  readonly code: number
  readonly sep: ' ' | '-' | ''
  readonly text: string
  readonly eol: 'crlf' | 'lf' | 'none'
  /** The whole line as it was sent, line end included. */
  readonly raw: Uint8Array
}

/** A reply, one line or several, as it came (RFC 5321 §4.2). */
export interface Reply {
  /** The code of the last line; 0 where there is none. */
  readonly code: number
  readonly enhanced: EnhancedCode | null
  readonly lines: readonly ReplyLine[]
  readonly deviations: readonly Deviation[]
}

/** What the first digit says, RFC 5321 §4.2.1. Clients act on it even where they do not know the code. */
export type ReplyClass = 'positive' | 'intermediate' | 'transient' | 'permanent' | 'unknown'

// RFC 5321 §4.2.1
/** What the first digit of a reply code says (RFC 5321 §4.2.1). */
export function classOf(code: number): ReplyClass {
  switch (Math.floor(code / 100)) {
    case 2:
      return 'positive'
    case 3:
      return 'intermediate'
    case 4:
      return 'transient'
    case 5:
      return 'permanent'
    default:
      return 'unknown'
  }
}

/** Whether a reply says yes: 2yz. 354 and 334 ask for more, and are not meant. */
export function isPositive(reply: Reply): boolean {
  return classOf(reply.code) === 'positive'
}

/**
 * Build a reply to send.
 * @param code three digits, RFC 5321 §4.2.3
 * @param enhanced as text ("5.7.1"), or null: the greeting, HELO/EHLO and 3xx replies carry none (RFC 2034 §4)
 * @param texts one string a line; control characters in them become spaces, so that no text can forge a line
 */
// Greeting / Ehlo-ok-rsp / Reply-line = *( Reply-code "-" [ textstring ] CRLF ) Reply-code [ SP textstring ] CRLF
// RFC 5321 §4.2
export function createReply(code: number, enhanced: string | null, ...texts: readonly string[]): Reply {
  if (!Number.isInteger(code) || code < 100 || code > 999)
    throw new TypeError(`${code} is not a three-digit reply code`)
  const prefix = enhanced === null ? '' : `${enhanced} `
  const last = texts.length - 1
  const lines = texts.map((text, i): ReplyLine => {
    const clean = (prefix + text).replace(/[\u0000-\u0008\u000a-\u001f\u007f]/g, ' ')
    const sep = i < last ? '-' : ' '
    return { code, sep, text: clean, eol: 'crlf', raw: encode(`${code}${sep}${clean}\r\n`) }
  })
  if (lines.length === 0) lines.push({ code, sep: '', text: '', eol: 'crlf', raw: encode(`${code}\r\n`) })
  return { code, enhanced: enhanced === null ? null : parseEnhancedCode(enhanced), lines, deviations: [] }
}

/** The reply's octets, as sent. */
export function writeReply(reply: Reply): Uint8Array {
  if (reply.lines.length === 1) return reply.lines[0]!.raw
  return concat(reply.lines.map((line) => line.raw))
}

/** The reply's text, lines joined by `\n`, codes and the enhanced code left out. */
export function replyText(reply: Reply): string {
  return reply.lines.map((line) => stripEnhanced(line.text)).join('\n')
}

function stripEnhanced(text: string): string {
  return text.replace(/^[245]\.\d{1,3}\.\d{1,3}(?: |$)/, '')
}

/** "5.7.1" from its three numbers. */
export function formatEnhancedCode(code: EnhancedCode): string {
  return code.join('.')
}

// status-code = class "." subject "." detail
// class = "2"/"4"/"5"; subject = 1*3digit; detail = 1*3digit
// RFC 3463 §2
export function parseEnhancedCode(text: string): EnhancedCode | null {
  const match = /^([245])\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})(?= |$)/.exec(text)
  return match && [Number(match[1]), Number(match[2]), Number(match[3])]
}
