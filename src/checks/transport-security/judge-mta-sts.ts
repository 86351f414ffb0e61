import { explainDistrust } from '../../explain/failure.ts'
import type { FetchedPolicy } from '../../wire/mta-sts/fetch-policy.ts'
import { isNamedBy, parseStsPolicy, type StsPolicy } from '../../wire/mta-sts/policy.ts'
import type { Finding } from '../finding.ts'
import type { TransportSecurityFacts } from './facts.ts'
import { list } from '../words.ts'
import { makeFinding } from './make-finding.ts'
import { see, type Seen } from './seen.ts'

/** The MTA-STS policy of a domain, and whether its mail hosts keep to it. RFC 8461 */
export function judgeMtaSts(facts: TransportSecurityFacts): Finding[] {
  const { sts, policy: fetched } = facts
  const records = judgeRecord(facts)
  if (sts.id === null || !fetched) return records
  if (fetched.outcome === 'failed') return [...records, unreachable(fetched)]
  const { policy, problems } = parseStsPolicy(fetched.text)
  const page = [...judgeMediaType(fetched.url, fetched.mediaType), ...judgeText(fetched.url, problems, policy !== null)]
  if (!policy) return [...records, ...page]
  return [...records, ...page, ...judgePolicy(policy), ...judgeHosts(policy, facts)]
}

/** The policy that senders go by; null where there is none. */
export function policyOf({ sts, policy }: Pick<TransportSecurityFacts, 'sts' | 'policy'>): StsPolicy | null {
  return sts.id !== null && policy?.outcome === 'text' ? parseStsPolicy(policy.text).policy : null
}

// RFC 8461 §3.1
function judgeRecord({ sts: { name, outcome, trouble, problems } }: TransportSecurityFacts): Finding[] {
  const shared = { ref: 'RFC 8461 §3.1' } as const
  if (outcome === 'unknown') {
    return [
      makeFinding({
        ...shared,
        id: 'sts-unknown',
        verdict: 'unknown',
        title: 'MTA-STS: could not tell',
        detail: `Whether there is a record at ${name} is not known: ${trouble}.`,
        remedy: 'Try it again, or with another DNS server.',
      }),
    ]
  }
  if (outcome === 'several') {
    return [
      makeFinding({
        ...shared,
        id: 'sts-record-twice',
        verdict: 'fail',
        title: 'Several MTA-STS records',
        detail: `At ${name} stands more than one record that begins with v=STSv1, which counts as none.`,
        remedy: 'Leave one of them.',
      }),
    ]
  }
  return problems.map((problem) =>
    makeFinding({
      ...shared,
      id: 'sts-record-wrong',
      verdict: 'fail',
      title: 'MTA-STS record is wrong',
      detail: `At ${name}: ${problem}`,
      remedy: 'Write it as "v=STSv1; id=20260131120000;", with another id at each change of the policy.',
    }),
  )
}

function unreachable({ url, reason, message }: Extract<FetchedPolicy, { readonly outcome: 'failed' }>): Finding {
  const remedies: Readonly<Record<typeof reason, string>> = {
    unreachable: 'Have a web server answer under that name.',
    certificate: 'Give the web server a certificate of a well-known authority for that name.',
    redirect: 'Answer with the policy itself, status 200.',
    status: 'Put the policy there.',
    size: 'A policy is a few lines: see what the web server sends.',
    timeout: 'See why the web server does not answer.',
  }
  return makeFinding({
    id: 'sts-policy-missing',
    verdict: 'fail',
    title: 'MTA-STS policy cannot be had',
    detail: `${url}: ${message}. Senders that have no older policy go on as if there were none.`,
    remedy: remedies[reason],
    ref: 'RFC 8461 §3.3',
  })
}

function judgeMediaType(url: string, mediaType: string | null): Finding[] {
  if (mediaType === 'text/plain') return []
  return [
    makeFinding({
      id: 'sts-media-type',
      verdict: 'warn',
      title: 'MTA-STS policy of another type',
      detail: `${url} comes as ${mediaType ?? 'no type at all'}, and should as text/plain: it may be somebody else's page.`,
      remedy: 'Have the web server say "Content-Type: text/plain".',
      ref: 'RFC 8461 §3.2',
    }),
  ]
}

function judgeText(url: string, problems: readonly string[], counts: boolean): Finding[] {
  if (problems.length === 0) return []
  return [
    makeFinding({
      id: 'sts-policy-wrong',
      verdict: counts ? 'warn' : 'fail',
      title: 'MTA-STS policy is wrong',
      detail: `${url}: ${problems.join(' ')}${counts ? '' : ' So it does not count.'}`,
      remedy: 'A policy is lines: version: STSv1, mode: enforce, mx: mail.example.com (one for each), max_age: 604800.',
      ref: 'RFC 8461 §3.2',
    }),
  ]
}

const A_DAY = 86_400

function judgePolicy({ mode, maxAge }: StsPolicy): Finding[] {
  const short = makeFinding({
    id: 'sts-short',
    verdict: 'warn',
    title: 'MTA-STS policy holds shortly',
    detail: `max_age is ${maxAge} seconds: who keeps senders from the policy for that long is past it.`,
    remedy: 'Weeks are usual: 604800 or more.',
    ref: 'RFC 8461 §3.2',
  })
  const details = {
    enforce: 'Senders insist on TLS with a certificate that can be believed.',
    testing: 'Senders deliver all the same, and report what would fail.',
    none: 'The policy says that there is none.',
  }
  return [
    makeFinding({
      id: `sts-${mode}`,
      verdict: 'pass',
      title: `MTA-STS: mode ${mode}`,
      detail: details[mode],
      ...(mode === 'testing' && { remedy: 'When reports show no failures, go over to enforce.' }),
      ref: 'RFC 8461 §5',
    }),
    ...(maxAge < A_DAY && mode !== 'none' ? [short] : []),
  ]
}

// RFC 8461 §4
function judgeHosts(policy: StsPolicy, { route, places }: TransportSecurityFacts): Finding[] {
  const { mode, mx } = policy
  if (mode === 'none') return []
  const verdict = mode === 'enforce' ? 'fail' : 'warn'
  const hosts = [...new Set(route.hosts.map(({ name }) => name))]
  const unnamed = hosts.filter((host) => !mx.some((pattern) => isNamedBy(pattern, host)))
  const unused = mx.filter((pattern) => !hosts.some((host) => isNamedBy(pattern, host)))
  return [
    ...unnamed.map((host) =>
      makeFinding({
        id: 'sts-mx-unnamed',
        verdict,
        title: 'Mail host not in the policy',
        detail: `No mx line of the policy (${list(mx)}) fits ${host}: senders do not go there.`,
        remedy: `Add "mx: ${host}" to the policy, and change the id of the record.`,
        ref: 'RFC 8461 §4.1',
      }),
    ),
    ...(unused.length === 0
      ? []
      : [
          makeFinding({
            id: 'sts-mx-unused',
            verdict: 'pass',
            title: 'Policy names other hosts',
            detail: `No mail host fits ${list(unused.map((pattern) => `"mx: ${pattern}"`))}.`,
            remedy: 'Remove what is not going to be a mail host.',
            ref: 'RFC 8461 §4.1',
          }),
        ]),
    ...places.flatMap((place) => judgePlace(see(place), verdict)),
  ]
}

// RFC 8461 §4.2
function judgePlace(seen: Seen, verdict: 'fail' | 'warn'): Finding[] {
  const { label, tls, lack, trouble } = seen
  const trust = tls && whyDistrusted(seen)
  if (tls && trust === null) {
    return [
      makeFinding({
        id: 'sts-held',
        verdict: 'pass',
        title: 'Certificate fits MTA-STS',
        detail: `${label} shows a certificate that can be believed, for ${tls.host ?? 'its name'}.`,
        ref: 'RFC 8461 §4.2',
        seen: [seen],
      }),
    ]
  }
  return [
    makeFinding({
      id: tls ? 'sts-certificate' : lack === 'unknown' ? 'sts-not-seen' : 'sts-no-tls',
      verdict: lack === 'unknown' ? 'unknown' : verdict,
      title: tls
        ? 'Certificate does not fit MTA-STS'
        : lack === 'unknown'
          ? 'MTA-STS: could not tell'
          : 'MTA-STS, and no TLS',
      detail: `At ${label}: ${trust ?? trouble}.`,
      remedy:
        'The mail host needs TLS with a certificate of a well-known authority, in date, and for its name in the MX record.',
      ref: 'RFC 8461 §4.2',
      seen: [seen],
    }),
  ]
}

function whyDistrusted({ tls }: Seen): string | null {
  const { distrust, isForHost, host, protocol, certificate } = tls!
  if (/^(?:SSL|TLSv1$|TLSv1\.1$)/.test(protocol)) return `it speaks ${protocol}, and 1.2 is the least that will do`
  const explained = explainDistrust(tls!)
  if (distrust !== null) return `the certificate is not believed: ${explained?.title ?? distrust} (${distrust})`
  return isForHost === false ? `the certificate is for ${list(certificate?.names ?? [])}, and not for ${host}` : null
}
