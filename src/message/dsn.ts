import type { Headers } from './headers.ts'

/** Delivery status notifications, RFC 3464: what reading and writing them have in common. */

// RFC 3464 §2.3.3
export const dsnActions = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const
export type DsnAction = (typeof dsnActions)[number]

export function isDsnAction(text: string): text is DsnAction {
  return (dsnActions as readonly string[]).includes(text)
}

/** What another host said: its type is "smtp" for a reply, "x-postfix" and the like for a program's own words. */
export interface Diagnostic {
  /** Lower case; '' where it is missing. */
  readonly type: string
  readonly text: string
}

/** What became of one recipient. */
export interface DsnRecipient {
  /** The address that delivery was tried to. */
  readonly finalRecipient: string
  /** The address the sender gave, where it is another or was kept with ORCPT. */
  readonly originalRecipient: string | null
  readonly action: DsnAction | null
  /** "5.1.1" */
  readonly status: string | null
  /** The host that refused, or took over. */
  readonly remoteMta: string | null
  readonly diagnosticCode: Diagnostic | null
  readonly lastAttempt: Date | null
  readonly willRetryUntil: Date | null
}

/** A notification about the delivery of a message. */
export interface Dsn {
  /** false: gathered from the text of a bounce that is in no standard form. */
  readonly isStandard: boolean
  readonly reportingMta: string | null
  /** What the sender gave as ENVID, decoded. */
  readonly envelopeId: string | null
  readonly arrivalDate: Date | null
  readonly recipients: readonly DsnRecipient[]
  /** What it says to people. */
  readonly humanText: string
  /** How much of the message came back. */
  readonly returned: 'full' | 'headers' | null
  /** The header of the message that came back. */
  readonly original: Headers | null
}

/** `\x{E9}` for what is not printable ASCII: how RFC 6533 §3 puts UTF-8 where only ASCII may stand. */
export function embedUnicode(text: string): string {
  return text.replace(/[^\x20-\x7e]/gu, embedded)
}

/** An address of type utf-8, RFC 6533 §3. */
export function writeUtf8Address(address: string): string {
  return address.replace(/[^\x21-\x7e]|[\\+=]/gu, embedded)
}

/** Undo {@link writeUtf8Address}; what is no code point stays as it is. */
export function parseUtf8Address(text: string): string {
  return text.replace(/\\x\{([0-9A-Fa-f]{1,6})\}/g, (found, hex: string) => {
    const point = parseInt(hex, 16)
    return point <= 0x10ffff ? String.fromCodePoint(point) : found
  })
}

function embedded(character: string): string {
  return `\\x{${character.codePointAt(0)!.toString(16).toUpperCase()}}`
}
