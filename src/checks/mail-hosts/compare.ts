import type { RfcRef } from '../../protocol/rfc.ts'
import type { Finding } from '../finding.ts'
import { makeFinding } from '../six-steps/make-finding.ts'
import type { Place } from '../six-steps/result.ts'
import { labelOf } from './label.ts'

/** A respect in which mail hosts are compared. */
interface Respect {
  readonly id: string
  readonly verdict: 'pass' | 'warn'
  readonly title: string
  /** What a place has; null where that could not be seen. */
  readonly read: (place: Place) => string | null
  readonly remedy: string | null
  readonly ref: RfcRef | null
}

const alike = 'Which of them a mail meets is chance: they should be set up alike.'

const respects: readonly Respect[] = [
  {
    id: 'mx-differ-policy',
    verdict: 'warn',
    title: 'They do not decide alike',
    read: readPolicy,
    remedy: alike,
    ref: 'RFC 5321 §5.1',
  },
  {
    id: 'mx-differ-tls',
    verdict: 'warn',
    title: 'TLS differs',
    read: readTls,
    remedy: 'Who wants to read mail on its way makes it take the weakest host: all of them should have TLS.',
    ref: 'RFC 3207 §6',
  },
  {
    id: 'mx-differ-trust',
    verdict: 'warn',
    title: 'Certificates are not believed alike',
    read: ({ tls }) => tls && (tls.distrust === null ? 'believed' : `not believed (${tls.distrust})`),
    remedy: 'Renew those that are not believed; each has to be for the name in the MX record.',
    ref: 'RFC 7817 §3',
  },
  {
    id: 'mx-differ-certificate',
    verdict: 'pass',
    title: 'Certificates differ',
    read: readCertificate,
    remedy: null,
    ref: null,
  },
  {
    id: 'mx-differ-size',
    verdict: 'warn',
    title: 'The greatest message differs',
    read: readSize,
    remedy: alike,
    ref: 'RFC 1870 §4',
  },
  {
    id: 'mx-differ-software',
    verdict: 'pass',
    title: 'Software differs',
    read: ({ test }) => test.server?.name ?? null,
    remedy: null,
    ref: null,
  },
]

/** In what the places are not alike. */
export function compare(places: readonly Place[]): Finding[] {
  return [...respects.flatMap((respect) => differ(respect, places)), ...differInFeatures(places)]
}

function differ({ read, ...respect }: Respect, places: readonly Place[]): Finding[] {
  const groups = groupBy(places, read)
  if (groups.size < 2) return []
  const detail = [...groups].map(([value, where]) => `${value} at ${list(where)}`).join('; ')
  return [finding({ ...respect, detail: sentence(detail) })]
}

function differInFeatures(places: readonly Place[]): Finding[] {
  const greeted = places.filter(({ test }) => test.steps.some(isHandshaken))
  const keywords = [...new Set(greeted.flatMap(keywordsOf))].sort()
  const partly = keywords.flatMap((keyword) => {
    const having = greeted.filter((place) => keywordsOf(place).includes(keyword))
    if (having.length === greeted.length) return []
    const lacking = greeted.filter((place) => !having.includes(place))
    return [
      having.length <= lacking.length ? `${keyword} only at ${list(having)}` : `no ${keyword} at ${list(lacking)}`,
    ]
  })
  if (partly.length === 0) return []
  return [
    finding({
      id: 'mx-differ-features',
      verdict: 'warn',
      title: 'Features differ',
      detail: sentence(partly.join('; ')),
      remedy: alike,
      ref: 'RFC 5321 §2.2.1',
    }),
  ]
}

function isHandshaken({ name, outcome }: Place['test']['steps'][number]): boolean {
  return name === 'handshake' && outcome === 'yes'
}

/** STARTTLS is gone once TLS has begun, and is compared by itself. */
function keywordsOf({ test }: Place): readonly string[] {
  return test.features.map(({ keyword }) => keyword).filter((keyword) => keyword !== 'STARTTLS')
}

/** The first step that did not go well, in the server's number. */
function readPolicy({ test }: Place): string | null {
  if (test.verdict === 'pass') return 'all accepted'
  const step = test.steps.find(({ outcome }) => outcome === 'no' || outcome === 'unknown')
  if (!step || step.code === null) return null
  return `${step.name} ${step.code}${step.enhanced === null ? '' : ` ${step.enhanced}`}`
}

function readTls({ tls, tlsTrouble }: Place): string | null {
  if (tls) return tls.protocol
  return tlsTrouble === null ? null : tlsTrouble === 'not offered' ? 'none' : `failing (${tlsTrouble})`
}

function readCertificate({ tls }: Place): string | null {
  if (!tls?.certificate) return null
  const { subject, issuer, validTo, fingerprint } = tls.certificate
  return `${subject}, issued by ${issuer}, until ${validTo.slice(0, 10)} (${fingerprint.slice(0, 11)}…)`
}

function readSize({ test }: Place): string | null {
  const size = test.features.find(({ keyword }) => keyword === 'SIZE')
  if (!size) return null
  const limit = Number(size.params[0] ?? 0)
  return limit > 0 ? `${limit.toLocaleString('en-US')} octets` : 'no limit told'
}

function groupBy(places: readonly Place[], read: Respect['read']): ReadonlyMap<string, readonly Place[]> {
  const groups = new Map<string, Place[]>()
  for (const place of places) {
    const value = read(place)
    if (value !== null) groups.set(value, [...(groups.get(value) ?? []), place])
  }
  return groups
}

function list(places: readonly Place[]): string {
  const labels = places.slice(0, 4).map(labelOf)
  return places.length > 4 ? `${labels.join(', ')} and ${places.length - 4} more` : labels.join(', ')
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

function finding(facts: Omit<Respect, 'read'> & { readonly detail: string }): Finding {
  const { remedy, ...others } = facts
  return makeFinding({ ...others, ...(remedy !== null && { remedy }), events: [] })
}
