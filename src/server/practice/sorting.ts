import { findParam, writeParam, type Param } from '../../protocol/params.ts'
import { writeAddress } from '../../protocol/path.ts'
import type { Recipient } from '../../protocol/server-events.ts'
import type { Fate } from '../../message/delivery-report.ts'
import type { DepartingMail, DepartingRecipient } from '../departing-mail.ts'
import type { Destination } from './directory.ts'

/** A recipient of the envelope, and where mail for it ends: null where it is not one of ours. */
export interface SortedRecipient {
  readonly recipient: Recipient
  readonly destination: Destination | null
  /** `bounce@`: it is to fail, after it was accepted. */
  readonly isToFail: boolean
}

/** What leaves this host of a message. */
export type Leaving = Pick<DepartingMail, 'reason' | 'reversePath' | 'params' | 'recipients'>

/**
 * Mail that leaves, by who is told of failures: what users send elsewhere, what aliases lead elsewhere, and what goes
 * to the members of lists.
 */
export function sortLeaving(
  sorted: readonly SortedRecipient[],
  {
    reversePath,
    params,
    reason,
  }: { reversePath: string; params: readonly Param[]; reason: 'submission' | 'report' | null },
): readonly Leaving[] {
  const leaving = new Map<string, Leaving & { recipients: DepartingRecipient[] }>()
  const add = (reason: Leaving['reason'], owner: string | null, recipient: DepartingRecipient) => {
    const key = `${reason} ${owner ?? ''}`
    const group = leaving.get(key) ?? {
      reason,
      reversePath: owner ?? reversePath,
      // A list sends a message of its own, of which the sender knows nothing. RFC 3461 §5.2.7.1
      params: params.filter(({ keyword }) => (owner === null ? all : needed).includes(keyword)).map(writeParam),
      recipients: [],
    }
    group.recipients.push(recipient)
    leaving.set(key, group)
  }
  for (const { recipient, destination, isToFail } of sorted) {
    if (isToFail) continue
    if (!destination) {
      const address = writeAddress(recipient.forwardPath)
      if (reason) add(reason, null, { address, params: recipient.params.map(writeParam) })
      continue
    }
    for (const { address, owner } of destination.outside) {
      const given = owner === null ? forwarded(recipient, destination) : []
      add('forward', owner, { address, params: given })
    }
  }
  return [...leaving.values()]
}

const needed = ['SMTPUTF8', 'BODY', 'REQUIRETLS']
const all = [...needed, 'RET', 'ENVID']

/**
 * What an alias passes on of what the sender wanted to be told. Where it leads to several, the success is told here.
 * RFC 3461 §5.2.7.2, RFC 3461 §5.2.7.3
 */
function forwarded({ params }: Recipient, destination: Destination): readonly string[] {
  if (!isExpanded(destination)) return params.map(writeParam)
  return params.flatMap((param) => {
    if (param.keyword !== 'NOTIFY') return [writeParam(param)]
    const left = (param.value ?? '').split(',').filter((word) => !/^SUCCESS$/i.test(word))
    return [`NOTIFY=${left.join(',') || 'NEVER'}`]
  })
}

/** Whether an alias leads to several: then it is from here that the sender hears of success. */
function isExpanded({ kind, mailboxes, outside }: Destination): boolean {
  return kind === 'alias' && mailboxes.length + outside.length > 1
}

/** What became of a recipient whose mail stays here, for who asked; null where another host has to tell. */
export function successOf({ recipient, destination, isToFail }: SortedRecipient): Fate | null {
  if (!destination || isToFail) return null
  const fate = { finalRecipient: writeAddress(recipient.forwardPath), params: recipient.params }
  // RFC 3464 §2.3.3
  if (isExpanded(destination)) return { ...fate, action: 'expanded', status: '2.0.0' }
  if (destination.kind === 'list') return { ...fate, action: 'delivered', status: '2.0.0' }
  return destination.mailboxes.length > 0 ? { ...fate, action: 'delivered', status: '2.0.0' } : null
}

/** `bounce@`: accepted, and then not delivered. */
export function askedFailure({ forwardPath, params }: Recipient): Fate {
  const address = writeAddress(forwardPath)
  return {
    finalRecipient: address,
    params,
    action: 'failed',
    status: '5.1.1',
    diagnosticCode: { type: 'smtp', text: `550 5.1.1 <${address}> asked for this: no such user` },
  }
}

/** Whether the sender wants to be told of success. RFC 3461 §4.1 */
export function asksForSuccess({ params }: Recipient): boolean {
  return /(?:^|,)SUCCESS(?:,|$)/i.test(findParam(params, 'NOTIFY')?.value ?? '')
}
