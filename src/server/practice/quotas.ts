import { createReply, type Reply } from '../../protocol/reply.ts'
import { shownAddress } from './describe.ts'
import type { Directory } from './directory.ts'
import type { Quota } from './domain.ts'

/** What lies in a mailbox. */
export interface Usage {
  readonly messages: number
  readonly octets: number
}

/** Counts what lies in the mailbox of that address. */
export type MeasureUsage = (mailbox: string) => Promise<Usage>

/** Who has no room. */
export interface FullMailbox {
  readonly mailbox: string
  readonly reply: Reply
}

/** Those of the mailboxes that a message has no room in. @param size octets; 0 where that is not known yet */
export async function findFull(
  mailboxes: readonly string[],
  size: number,
  directory: Directory,
  measure: MeasureUsage,
): Promise<readonly FullMailbox[]> {
  const full: FullMailbox[] = []
  for (const mailbox of mailboxes) {
    const quota = directory.quotaOf(mailbox)
    if (!quota) continue
    const reply = judge(mailbox, quota, await measure(mailbox), size)
    if (reply) full.push({ mailbox, reply })
  }
  return full
}

// RFC 3463 §3.3
function judge(mailbox: string, quota: Quota, usage: Usage, size: number): Reply | null {
  const { octets = Infinity, messages = Infinity, reply = 452 } = quota
  if (size > octets)
    return createReply(
      552,
      '5.2.2',
      `The mailbox of ${shownAddress(mailbox)} holds ${octets} octets, and the message has ${size}`,
    )
  const why =
    usage.messages >= messages
      ? `${usage.messages} of ${messages} messages`
      : usage.octets >= octets || usage.octets + size > octets
        ? `${usage.octets} of ${octets} octets${size > 0 ? `, and the message has ${size}` : ''}`
        : null
  if (why === null) return null
  const text = `The mailbox of ${shownAddress(mailbox)} is full: ${why}`
  return reply === 452
    ? createReply(452, '4.2.2', `${text}. Try again later`)
    : createReply(552, '5.2.2', `${text}. Somebody has to delete mail there first`)
}
