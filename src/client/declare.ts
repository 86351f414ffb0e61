import { findParam, paramRules, writeParam, type Param } from '../protocol/params.ts'
import { doubtsOnRequireTls } from './require-tls.ts'
import type { ClientSession } from './session.ts'
import { fittingParams, isOffered, mailParams, type MessageFacts, type RecipientRequest } from './transaction.ts'

export interface Declaration {
  readonly params: readonly Param[]
  /** What is not as it should be, in sentences. */
  readonly notes: readonly string[]
}

/**
 * What MAIL says of a message. Parameters that were asked for are said, whether the server offers them or not; those
 * that fit the message only where it does, unless they are forced on it.
 */
export function declareMessage(
  session: ClientSession,
  facts: MessageFacts,
  given: readonly Param[],
  { to, isForced }: { readonly to: readonly RecipientRequest[]; readonly isForced: boolean },
): Declaration {
  const fitting = fittingParams(facts).filter(({ keyword }) => findParam(given, keyword) === undefined)
  const asked = [...given, ...to.flatMap(({ params = [] }) => params), ...(isForced ? fitting : [])]
  const bold = asked.filter((param) => !isOffered(session, param))
  // A size that is not declared does no harm.
  const lacking = isForced ? [] : fitting.filter((param) => param.keyword !== 'SIZE' && !isOffered(session, param))
  return {
    params: isForced ? [...given, ...fitting] : mailParams(session, facts, given),
    notes: [
      ...distinct(bold.map((param) => `${writeParam(param)} is said to a server that does not offer ${needOf(param)}`)),
      ...doubtsOnRequireTls(session, asked),
      ...tooBig(session, facts),
      ...lacking.map((param) => `the message needs ${needOf(param)}, which the server does not offer: it goes without`),
    ],
  }
}

/** A tester must be able to send it: what the server says to it is worth knowing. */
// RFC 1870 §4
function tooBig({ capabilities }: ClientSession, { size }: MessageFacts): string[] {
  const most = capabilities.maxSize
  if (size === null || most === null || size <= most) return []
  return [`the message is ${size} octets, and the server takes no more than ${most}: it is sent all the same`]
}

function needOf({ keyword }: Param): string {
  return paramRules[keyword]!.needs
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)]
}
