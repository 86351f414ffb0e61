import { latin1 } from '../protocol/bytes.ts'
import type { StoredMessage } from './store.ts'

/** Which message is waited for. What is left out does not count; all that is there must fit. */
export interface Wanted {
  /** A recipient or mailbox; a pattern is matched against the address. */
  readonly to?: string | RegExp
  readonly from?: string | RegExp
  /** Text, or a pattern, that the message must hold, header included, as it stands in it (undecoded). */
  readonly contains?: string | RegExp
  /** Anything else. */
  readonly where?: (message: StoredMessage) => boolean
}

export async function isWanted(message: StoredMessage, { to, from, contains, where }: Wanted): Promise<boolean> {
  if (to !== undefined && ![...message.to, ...message.mailboxes].some((address) => matches(address, to))) return false
  if (from !== undefined && !matches(message.from, from)) return false
  if (where && !where(message)) return false
  if (contains === undefined) return true
  const text = latin1(await message.content.bytes())
  return typeof contains === 'string' ? text.includes(contains) : contains.test(text)
}

function matches(address: string, pattern: string | RegExp): boolean {
  if (typeof pattern !== 'string') return pattern.test(address)
  return address.replace(/^<|>$/g, '').toLowerCase() === pattern.toLowerCase()
}

export function describeWanted(wanted: Wanted): string {
  return Object.entries(wanted)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ')
}
