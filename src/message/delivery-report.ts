import { findParam, type Param } from '../protocol/params.ts'
import { writeDsn, type ReportedRecipient } from './write-dsn.ts'
import type { DsnAction } from './dsn.ts'

/** What became of one recipient, and what the sender wanted to be told. */
export interface Fate extends ReportedRecipient {
  /** Parameters of RCPT, as they were given. */
  readonly params: readonly Param[]
}

/** What a report is about. */
export interface ReportedMessage {
  /** '' for the null reverse-path. */
  readonly reversePath: string
  /** Parameters of MAIL, as they were given. */
  readonly params: readonly Param[]
  readonly arrivalDate: Date
  readonly content: Uint8Array
}

/** Who reports, and when. */
export interface Reporter {
  readonly hostname: string
  readonly date: Date
  /** A word that no other report of this host has. */
  readonly id: string
}

/** Octets above which only the header of a message goes back: who sent it has it. */
const MOST_RETURNED = 1024 * 1024

/** The report that the sender of a message is to get; null where there is nobody to tell, or nobody wants to know. */
// RFC 3461 §6, RFC 5321 §6.1
export function writeReport(message: ReportedMessage, fates: readonly Fate[], reporter: Reporter): Uint8Array | null {
  const wanted = fates.filter(({ params, action }) => isWanted(params, action))
  if (message.reversePath === '' || wanted.length === 0) return null
  const { params, arrivalDate, content } = message
  let count = 0
  const asksForHeader = findParam(params, 'RET')?.value?.toUpperCase() === 'HDRS'
  return writeDsn({
    reportingMta: reporter.hostname,
    to: message.reversePath,
    date: reporter.date,
    id: () => `${reporter.id}-${++count}`,
    envid: findParam(params, 'ENVID')?.value ?? null,
    ret: asksForHeader || content.length > MOST_RETURNED ? 'HDRS' : 'FULL',
    arrivalDate,
    original: content,
    recipients: wanted.map((fate) => ({ ...fate, orcpt: findParam(fate.params, 'ORCPT')?.value ?? null })),
  })
}

/** Whether the sender wants to be told. Who says nothing hears of failures and delays. RFC 3461 §4.1 */
export function isWanted(params: readonly Param[], action: DsnAction): boolean {
  const notify = findParam(params, 'NOTIFY')?.value?.toUpperCase().split(',')
  switch (action) {
    case 'failed':
      return notify?.includes('FAILURE') ?? true
    case 'delayed':
      return notify?.includes('DELAY') ?? true
    default:
      return notify?.includes('SUCCESS') ?? false
  }
}
