import { addressParser, decodeWords as decode } from 'postal-mime'

/** Somebody in From, To, Cc … */
export interface Mailbox {
  /** Decoded; '' where there is none. */
  readonly name: string
  readonly address: string
}

/** A header value with its encoded words made readable. RFC 2047 §6.2 */
export function decodeWords(value: string): string {
  return decode(value)
}

/** The mailboxes of an address list, groups taken apart. What is no address is left out. RFC 5322 §3.4 */
export function parseAddresses(value: string): Mailbox[] {
  const simple = simpleMailbox.exec(value)
  if (simple) return [{ name: simple[1]!.trim(), address: simple[2]! }]
  return addressParser(value, { flatten: true }).flatMap(({ name, address }) => (address ? [{ name, address }] : []))
}

/** What nearly every field holds, and every message that comes in is read for: the library takes ten times as long. */
const simpleMailbox = /^((?:[A-Za-z0-9][A-Za-z0-9 ]{0,100} )?)<([A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,255})>$/
