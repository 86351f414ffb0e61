import type { Finding } from '../finding.ts'
import type { TransportSecurityFacts } from './facts.ts'
import { list } from '../words.ts'
import { makeFinding } from './make-finding.ts'

/** Whether senders are told where to report failures of TLS. RFC 8460 §3 */
export function judgeReporting(
  { reporting: { name, outcome, trouble, addresses, problems } }: TransportSecurityFacts,
  isWanted: boolean,
): Finding[] {
  const shared = { ref: 'RFC 8460 §3' } as const
  const remedy = `Publish at ${name} a TXT record as "v=TLSRPTv1; rua=mailto:tls-reports@example.com".`
  switch (outcome) {
    case 'unknown':
      return [
        makeFinding({
          ...shared,
          id: 'tlsrpt-unknown',
          verdict: 'unknown',
          title: 'TLS reports: could not tell',
          detail: `Whether there is a record at ${name} is not known: ${trouble}.`,
          remedy: 'Try it again, or with another DNS server.',
        }),
      ]
    case 'none':
      if (!isWanted) return []
      return [
        makeFinding({
          ...shared,
          id: 'tlsrpt-missing',
          verdict: 'warn',
          title: 'No TLS reports',
          detail: 'Senders insist on TLS here, and where it fails nobody is told.',
          remedy,
        }),
      ]
    case 'several':
      return [
        makeFinding({
          ...shared,
          id: 'tlsrpt-twice',
          verdict: 'fail',
          title: 'Several TLSRPT records',
          detail: `At ${name} stands more than one record that begins with v=TLSRPTv1, which counts as none.`,
          remedy: 'Leave one of them.',
        }),
      ]
    case 'record':
      if (problems.length > 0) {
        return [
          makeFinding({
            ...shared,
            id: 'tlsrpt-wrong',
            verdict: addresses.length > 0 ? 'warn' : 'fail',
            title: 'TLSRPT record is wrong',
            detail: `At ${name}: ${problems.join(' ')}`,
            remedy,
          }),
        ]
      }
      return [
        makeFinding({
          ...shared,
          id: 'tlsrpt',
          verdict: 'pass',
          title: 'TLS reports',
          detail: `Failures of TLS are reported to ${list(addresses)}.`,
        }),
      ]
  }
}
