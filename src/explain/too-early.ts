import type { Occasion } from '../protocol/transitions.ts'
import { inactiveMailbox, mailboxFull, noSuchUser } from './data/topics.ts'
import type { Candidate } from './facts.ts'
import type { Said } from './said.ts'

const early: ReadonlySet<Occasion | null> = new Set<Occasion>(['greeting', 'EHLO', 'HELO', 'LHLO', 'STARTTLS'])

const ofMailboxes: ReadonlySet<string> = new Set([noSuchUser, inactiveMailbox, mailboxFull].map(({ title }) => title))

/**
 * Whether the enhanced code is about an address (X.1) or a mailbox (X.2) where none has been named yet: it cannot mean
 * what it says.
 */
// RFC 3463 §3.2, RFC 3463 §3.3
export function isCodeTooEarly({ enhanced }: Pick<Said, 'enhanced'>, occasion: Occasion | null): boolean {
  return early.has(occasion) && (enhanced?.[1] === 1 || enhanced?.[1] === 2)
}

/** Whether a reading is about a mailbox where none has been named yet. */
export function isReadingTooEarly({ facts }: Candidate, occasion: Occasion | null): boolean {
  return early.has(occasion) && ofMailboxes.has(facts.title)
}
