import { writeReport, type Fate, type Reporter } from '../message/delivery-report.ts'
import type { Conclusion, News } from './conclude.ts'
import { readParam } from './params.ts'

/** The report on an attempt; null where there is nothing the sender wants to know. */
export function sentReport(
  { message, news, expires }: Conclusion,
  content: Uint8Array,
  { hostname, date }: Omit<Reporter, 'id'>,
): Uint8Array | null {
  const reported = {
    reversePath: message.reversePath,
    params: message.params.map(readParam),
    arrivalDate: message.created,
    content,
  }
  const fates = news.map((each) => fateOf(each, date, expires))
  return writeReport(reported, fates, { hostname, date, id: `${message.id}.${message.attempts.length}` })
}

function fateOf({ recipient, action, fate }: News, date: Date, expires: Date): Fate {
  const { host, type, answer } = fate
  return {
    finalRecipient: recipient.address,
    params: recipient.params.map(readParam),
    action,
    // RFC 3463 §3.5
    status: recipient.state === 'given-up' ? '4.4.7' : fate.status,
    remoteMta: host?.replace(/[ :[].*$/, '') || null,
    diagnosticCode: { type, text: answer },
    lastAttempt: date,
    ...(action === 'delayed' && { willRetryUntil: expires }),
  }
}
