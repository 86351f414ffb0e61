import type { Finding } from '../finding.ts'
import type { TransportSecurityFacts } from './facts.ts'
import { list } from '../words.ts'
import { makeFinding } from './make-finding.ts'
import { see } from './seen.ts'

/** Where REQUIRETLS is offered: it has a meaning inside TLS only. RFC 8689 §2 */
export function judgeRequireTls({ places }: TransportSecurityFacts): Finding[] {
  const seen = places.map(see)
  const inClear = seen.filter(({ inClear }) => inClear?.has('REQUIRETLS'))
  const inTls = seen.filter(({ inTls }) => inTls?.has('REQUIRETLS'))
  return [
    ...(inClear.length === 0
      ? []
      : [
          makeFinding({
            id: 'requiretls-in-clear',
            verdict: 'fail',
            title: 'REQUIRETLS without TLS',
            detail: `REQUIRETLS is offered before STARTTLS at ${list(inClear.map(({ label }) => label))}, where it cannot be kept.`,
            remedy: 'Offer it in the reply to the EHLO inside TLS only.',
            ref: 'RFC 8689 §2',
            seen: inClear,
          }),
        ]),
    ...(inTls.length === 0
      ? []
      : [
          makeFinding({
            id: 'requiretls',
            verdict: 'pass',
            title: 'REQUIRETLS on offer',
            detail: `Mail that must not go on without checked TLS is taken at ${list(inTls.map(({ label }) => label))}.`,
            ref: 'RFC 8689 §2',
            seen: inTls,
          }),
        ]),
  ]
}
