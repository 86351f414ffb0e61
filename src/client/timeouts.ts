import { timeouts as rfc } from '../protocol/limits.ts'
import type { Occasion } from '../protocol/transitions.ts'

/** How long a client waits, in milliseconds. */
export interface Timeouts {
  /** For the name, for each address, and for a TLS handshake. */
  readonly connect: number
  readonly greeting: number
  /** For the reply to any command that has no time-out of its own. */
  readonly command: number
  readonly mail: number
  readonly rcpt: number
  readonly data: number
  /** For the system to take a piece of the message. */
  readonly block: number
  readonly endOfData: number
}

/** For somebody who watches. */
export const patientTimeouts: Timeouts = {
  connect: 15_000,
  greeting: 30_000,
  command: 30_000,
  mail: 30_000,
  rcpt: 30_000,
  data: 30_000,
  block: 60_000,
  endOfData: 120_000,
}

/** For a mail host that nobody watches. RFC 5321 §4.5.3.2 */
export const rfcTimeouts: Timeouts = { ...rfc, connect: 60_000, command: rfc.mail }

/** The same for everything. */
export function uniformTimeouts(ms: number): Timeouts {
  return { connect: ms, greeting: ms, command: ms, mail: ms, rcpt: ms, data: ms, block: ms, endOfData: ms }
}

/** How long to wait for the reply to this. */
export function timeoutFor(timeouts: Timeouts, occasion: Occasion | null): number {
  switch (occasion) {
    case 'greeting':
      return timeouts.greeting
    case 'MAIL':
      return timeouts.mail
    case 'RCPT':
      return timeouts.rcpt
    case 'DATA':
      return timeouts.data
    case 'end-of-data':
    case 'BDAT LAST':
      return timeouts.endOfData
    default:
      return timeouts.command
  }
}
