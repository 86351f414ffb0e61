import type { DsnAction } from '../message/dsn.ts'
import type { DeliveryAttempt, OutgoingMessage, OutgoingRecipient } from '../store/outgoing.ts'
import type { AttemptResult } from './attempt.ts'
import type { AttemptFate } from './fate.ts'
import { nextAttempt, type Retries } from './retries.ts'

/** News of one recipient, for the sender. */
export interface News {
  readonly recipient: OutgoingRecipient
  readonly action: DsnAction
  readonly fate: AttemptFate
}

/** How a message stands after an attempt, and what its sender may want to know. */
export interface Conclusion {
  readonly message: OutgoingMessage
  readonly news: readonly News[]
  /** When it will be given up: for who is told of a delay. */
  readonly expires: Date
}

/** Attempts that are remembered; the first one always is. */
const MOST_ATTEMPTS = 50

export function concluded(
  before: OutgoingMessage,
  { fates, attempts }: AttemptResult,
  { retries, now, isBroken }: { readonly retries: Retries; readonly now: Date; readonly isBroken: boolean },
): Conclusion {
  const age = now.getTime() - before.created.getTime()
  const isExpired = age >= retries.expiry && !isBroken
  const recipients = before.recipients.map((recipient) => settle(recipient, fates.get(recipient.address), isExpired))
  const waiting = recipients.filter(({ state }) => state === 'waiting')
  const isLate = waiting.length > 0 && !before.isDelayReported && age >= retries.delayNotice
  const all = [...before.attempts, ...attempts]
  const message: OutgoingMessage = {
    ...before,
    recipients,
    attempts: all.length > MOST_ATTEMPTS ? [all[0]!, ...all.slice(1 - MOST_ATTEMPTS)] : all,
    next: waiting.length === 0 ? null : isBroken ? now : nextDate(before, attempts, fates, retries, now),
    isDelayReported: before.isDelayReported || isLate,
  }
  const news = recipients.flatMap((recipient): News[] => {
    const fate = fates.get(recipient.address)
    const action = fate && actionOf(recipient, fate, isLate)
    return action ? [{ recipient, action, fate }] : []
  })
  return { message, news, expires: new Date(before.created.getTime() + retries.expiry) }
}

/** What was to be sent is gone: nobody will get it. */
export function withoutContent(message: OutgoingMessage): OutgoingMessage {
  const recipients = message.recipients.map((recipient) =>
    recipient.state === 'waiting'
      ? { ...recipient, state: 'given-up' as const, answer: 'its content is no longer in the store' }
      : recipient,
  )
  return { ...message, recipients, next: null }
}

function settle(recipient: OutgoingRecipient, fate: AttemptFate | undefined, isExpired: boolean): OutgoingRecipient {
  if (!fate) return recipient
  const state = fate.state === 'waiting' && isExpired ? 'given-up' : fate.state
  return { ...recipient, state, answer: fate.answer }
}

function actionOf({ state }: OutgoingRecipient, fate: AttemptFate, isLate: boolean): DsnAction | null {
  switch (state) {
    case 'failed':
    case 'given-up':
      return 'failed'
    case 'waiting':
      return isLate ? 'delayed' : null
    case 'delivered':
      // RFC 3461 §5.2.2
      return fate.isReportedThere ? null : 'relayed'
  }
}

/** Who takes some recipients and has too many of them gets the others at once. RFC 5321 §4.5.3.1.10 */
function nextDate(
  { attempts: before, created, isDelayReported }: OutgoingMessage,
  attempts: readonly DeliveryAttempt[],
  fates: AttemptResult['fates'],
  retries: Retries,
  now: Date,
): Date {
  const left = [...fates.values()].filter(({ state }) => state === 'waiting')
  const isProgress = attempts.some(({ outcome }) => outcome === 'partly')
  if (isProgress && left.every(({ answer }) => /^[45]52 /.test(answer))) return now
  const tries = new Set([...before, ...attempts].map(({ at }) => at)).size
  return nextAttempt(retries, { tries, created, isDelayReported }, now)
}
