import type { Finding } from '../finding.ts'
import type { TransportSecurityFacts } from './facts.ts'
import { hasDane, judgeDane } from './judge-dane.ts'
import { judgeMtaSts, policyOf } from './judge-mta-sts.ts'
import { judgeReporting } from './judge-reporting.ts'
import { judgeRequireTls } from './judge-require-tls.ts'
import { makeFinding } from './make-finding.ts'

/** What makes senders insist on TLS for a domain, and whether its mail hosts live up to it. Pure. */
export function judgeTransportSecurity(facts: TransportSecurityFacts): Finding[] {
  const mode = policyOf(facts)?.mode ?? 'none'
  const isDemanded = hasDane(facts) || mode !== 'none'
  return [
    ...judgeDane(facts),
    ...judgeMtaSts(facts),
    ...judgeReporting(facts, isDemanded),
    ...judgeRequireTls(facts),
    ...(isDemanded || isUnknown(facts) || facts.tlsa.length === 0 ? [] : [notDemanded(facts)]),
  ]
}

function isUnknown({ tlsa, sts, policy }: TransportSecurityFacts): boolean {
  const isPolicyLost = sts.id !== null && policy?.outcome === 'failed'
  return isPolicyLost || sts.outcome === 'unknown' || tlsa.some(({ outcome }) => outcome === 'unknown')
}

function notDemanded({ route }: TransportSecurityFacts): Finding {
  return makeFinding({
    id: 'tls-not-demanded',
    verdict: 'warn',
    title: 'Nothing makes senders insist on TLS',
    detail: `${route.domain} has neither DANE at all its mail hosts nor an MTA-STS policy: who strips STARTTLS on the way, or shows another certificate, reads the mail.`,
    remedy: 'Publish an MTA-STS policy, or TLSA records in a signed zone.',
    ref: 'RFC 7672 §1.3',
  })
}
