import type { RfcRef } from '../../protocol/rfc.ts'
import type { Finding } from '../finding.ts'

/** A finding that the DNS proves, not the conversation. */
export function found(
  id: string,
  verdict: Finding['verdict'],
  title: string,
  ref: RfcRef | null,
  detail: string,
  remedy: string | null = null,
): Finding {
  return { id, verdict, title, detail, remedy: remedy && sentence(remedy), ref, evidence: [] }
}

/** What ends with a command or an address is left as it can be copied. */
function sentence(text: string): string {
  return text.includes(': ') ? text : `${text}.`
}

/** Could not tell, and nothing follows from it. */
export function couldNotTell(id: string, what: string, ref: RfcRef | null, trouble: string | null): Finding {
  const reason = trouble === null ? 'the DNS did not answer' : trouble
  return found(
    id,
    'unknown',
    `Could not tell ${what}`,
    ref,
    `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`,
    'Try again, or name a DNS server that answers: --resolver IP',
  )
}
