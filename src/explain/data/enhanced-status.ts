import type { Facts, Topic } from '../facts.ts'

/** One row of the registry of enhanced status codes (RFC 5248), its class left open. */
export interface EnhancedStatus extends Facts {
  /** Subject and detail: "7.1" for X.7.1. */
  readonly code: `${number}.${number}`
  /** The name in the registry. */
  readonly name: string
  /** Says little more than its subject: a reading by the command that was answered may know better. */
  readonly isVague?: true
  /** The facts are those of class 5; what differs in class 4, beyond that it is worth trying again. */
  readonly transient?: Partial<Topic>
  /** What it means in class 2, where it means something of its own. */
  readonly positive?: Partial<Topic>
}

/** The subject (the second number) in words. RFC 3463 §3 */
export const subjects: readonly string[] = [
  'something that no other subject covers',
  'an address',
  "the recipient's mailbox",
  'the mail system as a whole',
  'the network or the routing',
  'the commands of the conversation',
  'the content of the message',
  'security or a policy',
]
