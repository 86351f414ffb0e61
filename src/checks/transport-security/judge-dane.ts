import type { Route } from '../../client/route.ts'
import type { TlsaFinding } from '../../wire/dane/find-tlsa.ts'
import { matchDane, type DaneMatch } from '../../wire/dane/match.ts'
import { writeTlsa } from '../../wire/dane/tlsa-record.ts'
import type { Finding } from '../finding.ts'
import type { SecuredPlace, TransportSecurityFacts } from './facts.ts'
import { list } from '../words.ts'
import { makeFinding, sentence } from './make-finding.ts'
import { see, type Seen } from './seen.ts'

/** DANE for every host, and at every address of it. RFC 7672 */
export function judgeDane(facts: TransportSecurityFacts): Finding[] {
  const { route, tlsa } = facts
  return [
    ...judgeMx(route, tlsa),
    ...tlsa.flatMap(judgeLookUp),
    ...tlsa.filter(({ outcome }) => outcome === 'records').flatMap((found) => judgeHost(found, facts)),
    ...judgePartial(tlsa),
  ]
}

/** Whether senders that know DANE keep to it for this domain. */
export function hasDane({ route, tlsa }: TransportSecurityFacts): boolean {
  return isMxSigned(route) && tlsa.length > 0 && tlsa.every(({ outcome }) => outcome === 'records')
}

/** Where a person named the host, no MX record stands between. */
function isMxSigned({ kind, authentic }: Route): boolean {
  return authentic || kind === 'named' || kind === 'address-literal'
}

// RFC 7672 §2.2.1
function judgeMx(route: Route, tlsa: readonly TlsaFinding[]): Finding[] {
  if (isMxSigned(route) || !tlsa.some(({ outcome }) => outcome === 'records')) return []
  return [
    makeFinding({
      id: 'dane-mx-unsigned',
      verdict: 'warn',
      title: 'MX records are not signed',
      detail: `The mail hosts have TLSA records, and the DNS server does not vouch for the MX records of ${route.domain}: whoever forges those leads mail past DANE.`,
      remedy: `Sign the zone of ${route.domain} with DNSSEC. Where it is signed, ask a DNS server that validates.`,
      ref: 'RFC 7672 §2.2.1',
    }),
  ]
}

function judgeLookUp({ outcome, host, base, port, records, isAddressSigned, trouble }: TlsaFinding): Finding[] {
  if (outcome === 'unknown') {
    const isBroken = trouble!.code === 'servfail'
    const what = isAddressSigned ? 'its TLSA records' : 'its addresses'
    return [
      makeFinding({
        id: 'dane-unknown',
        verdict: isBroken ? 'fail' : 'unknown',
        title: isBroken ? 'The DNS fails for DANE' : 'DANE: could not tell',
        detail: `For ${host} nothing is known of ${what}: ${trouble!.message}. Senders that know DANE keep the mail and try again.`,
        remedy: `See that the DNS servers of ${base} answer for TLSA as well, and that the signatures are right and in date.`,
        ref: 'RFC 7672 §2.1.2',
      }),
    ]
  }
  if (outcome !== 'unsigned') return []
  const unsigned = isAddressSigned ? `_${port}._tcp.${base}` : `the addresses of ${host}`
  return [
    makeFinding({
      id: 'dane-unsigned',
      verdict: 'warn',
      title: 'TLSA records without effect',
      detail: `${host} has TLSA records (${list(records.map(writeTlsa))}), and the DNS server does not vouch for ${unsigned}, so nobody goes by them.`,
      remedy: 'Sign the zone with DNSSEC. Where it is signed, ask a DNS server that validates.',
      ref: 'RFC 7672 §2.2.2',
    }),
  ]
}

interface Judged {
  readonly seen: Seen
  readonly match: DaneMatch
}

function judgeHost(found: TlsaFinding, { route, places, now }: TransportSecurityFacts): Finding[] {
  const names = namesFor(found, route)
  const judged = places
    .filter(({ host }) => host === found.host)
    .map((place) => ({ seen: see(place), match: matchAt(place, found, names, now) }))
  return [
    ...judgeRecords(found, names, now),
    ...judged.flatMap((each) => judgePlace(found, each)),
    ...findIdle(found, judged),
  ]
}

/** RFC 7672 §3.2.2 */
function namesFor({ base }: TlsaFinding, { kind, domain, aliases }: Route): readonly string[] {
  return [...new Set([base, ...(kind === 'mx' ? [domain, ...aliases.slice(-1)] : [])])]
}

function matchAt(
  { chain }: Pick<SecuredPlace, 'chain'>,
  { records }: TlsaFinding,
  names: readonly string[],
  now: Date,
): DaneMatch {
  return matchDane({ records, chain, names, now })
}

// RFC 7672 §3.1.3
function judgeRecords(found: TlsaFinding, names: readonly string[], now: Date): Finding[] {
  const { unusable, outcome } = matchAt({ chain: [] }, found, names, now)
  if (unusable.length === 0) return []
  const isAll = outcome === 'unusable'
  const reasons = unusable.map(({ record, problem }) => `${writeTlsa(record)} (${problem})`)
  return [
    makeFinding({
      id: isAll ? 'dane-all-unusable' : 'dane-unusable',
      verdict: isAll ? 'fail' : 'warn',
      title: isAll ? 'No TLSA record counts' : 'TLSA records that do not count',
      detail: `${found.host}: ${list(reasons)}.${isAll ? ' Senders insist on TLS, and take any certificate.' : ''}`,
      remedy: 'Publish "3 1 1" and the SHA-256 digest of the public key.',
      ref: 'RFC 7672 §3.1.3',
    }),
  ]
}

function judgePlace({ base, host }: TlsaFinding, { seen, match }: Judged): Finding[] {
  const { label, tls, lack, trouble } = seen
  if (!tls) {
    const isKnown = lack !== 'unknown'
    return [
      makeFinding({
        id: isKnown ? 'dane-no-tls' : 'dane-not-seen',
        verdict: isKnown ? 'fail' : 'unknown',
        title: isKnown ? 'TLSA records, and no TLS' : 'DANE: could not tell',
        detail: `At ${label}: ${trouble}.${isKnown ? ' Senders that know DANE keep the mail.' : ''}`,
        remedy: `Give ${host} TLS with the certificate that the TLSA records are about, or remove them.`,
        ref: 'RFC 7672 §2.2',
        seen: [seen],
      }),
    ]
  }
  if (match.outcome === 'unusable') return []
  if (match.outcome === 'matched') {
    return [
      makeFinding({
        id: 'dane-matched',
        verdict: 'pass',
        title: 'DANE holds',
        detail: `${label} shows the certificate that ${writeTlsa(match.by!)} at ${base} is about.`,
        ref: 'RFC 7672 §3.2',
        seen: [seen],
      }),
    ]
  }
  return [
    makeFinding({
      id: 'dane-mismatched',
      verdict: 'fail',
      title: 'DANE fails',
      detail: `No TLSA record of ${base} helps ${label}: ${whyNot(match)}. Senders that know DANE keep the mail.`,
      remedy:
        'Publish a record for the new key beside the old one, wait until it is known everywhere, change the certificate, then remove the old one.',
      ref: 'RFC 7672 §3.2',
      seen: [seen],
    }),
  ]
}

function whyNot({ problems, idle, outdone }: DaneMatch): string {
  const idleOnes =
    idle.length === 0
      ? []
      : [`${list(idle.map(writeTlsa))} ${idle.length === 1 ? 'is' : 'are'} about no certificate that it sends`]
  const passedOver =
    outdone.length === 0 ? [] : [`${list(outdone.map(writeTlsa))} not looked at, as SHA-512 digests stand beside`]
  return [...problems, ...idleOnes, ...passedOver].join('; ')
}

/** Records that fit nowhere, where others do. RFC 7672 §4 */
function findIdle({ host }: TlsaFinding, judged: readonly Judged[]): Finding[] {
  const matches = judged.map(({ match }) => match)
  if (matches.length === 0 || !matches.every(({ outcome }) => outcome === 'matched')) return []
  const idle = matches[0]!.idle.filter((record) => matches.every((match) => match.idle.includes(record)))
  if (idle.length === 0) return []
  return [
    makeFinding({
      id: 'dane-idle',
      verdict: 'pass',
      title: 'TLSA records for another certificate',
      detail: sentence(`${list(idle.map(writeTlsa))} of ${host}: for a key to come, or one that has gone`),
      remedy: 'Remove records of keys that will not come back.',
      ref: 'RFC 7672 §4',
    }),
  ]
}

// RFC 7672 §6
function judgePartial(tlsa: readonly TlsaFinding[]): Finding[] {
  const having = tlsa.filter(({ outcome }) => outcome === 'records')
  const lacking = tlsa.filter(({ outcome }) => outcome === 'none' || outcome === 'unsigned')
  if (having.length === 0 || lacking.length === 0) return []
  return [
    makeFinding({
      id: 'dane-partial',
      verdict: 'warn',
      title: 'DANE at some hosts only',
      detail: `${list(lacking.map(({ host }) => host))} without DANE beside ${list(having.map(({ host }) => host))} with it: whoever keeps senders away from the latter is past it.`,
      remedy: 'Publish TLSA records for all mail hosts, in signed zones.',
      ref: 'RFC 7672 §9.2',
    }),
  ]
}
