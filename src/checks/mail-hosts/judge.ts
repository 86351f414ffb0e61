import type { Route } from '../../client/route.ts'
import { explainDistrust } from '../../explain/failure.ts'
import type { Explanation } from '../../explain/facts.ts'
import { stepNames } from '../../explain/judged.ts'
import type { Finding } from '../finding.ts'
import { makeFinding, sectionIn } from '../six-steps/make-finding.ts'
import type { Place, TestResult } from '../six-steps/result.ts'
import { compare } from './compare.ts'
import { labelOf } from './label.ts'

/** The verdict on all mail hosts of a domain, from the tests of their addresses alone. */
export function judgeMailHosts(route: Route, places: readonly Place[]): TestResult {
  const counted = places.filter(({ isWithinReach }) => isWithinReach)
  const verdict = verdictOn(counted)
  const deciding = (counted.find(({ test }) => test.verdict === verdict) ?? places[0]!).test
  return {
    ...deciding,
    verdict,
    conclusion: conclude(route, counted, verdict),
    route,
    places,
    findings: [
      ...outOfReach(places),
      ...counted.filter(({ test }) => test.verdict !== 'pass').map(failed),
      ...compare(counted),
      ...distrusted(counted),
      ...common(counted),
    ],
  }
}

function verdictOn(places: readonly Place[]): TestResult['verdict'] {
  const verdicts = places.map(({ test }) => test.verdict)
  if (verdicts.includes('fail')) return 'fail'
  return verdicts.length === 0 || verdicts.includes('unknown') ? 'unknown' : 'pass'
}

function conclude({ domain }: Route, places: readonly Place[], verdict: TestResult['verdict']): string {
  if (places.length === 0) return `This machine has no way to any mail host of ${domain}.`
  const hosts = new Set(places.map(({ host }) => host)).size
  const whole = `${amount(places.length, 'address', 'addresses')} of ${amount(hosts, 'mail host', 'mail hosts')}`
  if (verdict === 'pass') return `Mail for ${domain} is taken at ${whole}. No mail was sent.`
  const bad = places.filter(({ test }) => test.verdict !== 'pass')
  const first = bad.find(({ test }) => test.verdict === verdict)!
  const good = places.length - bad.length
  return `Mail for ${domain} is taken at ${good === 0 ? 'none' : good} of ${whole}. ${labelOf(first)}: ${first.test.conclusion}`
}

function amount(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`
}

function outOfReach(places: readonly Place[]): Finding[] {
  const missed = places.filter(({ isWithinReach }) => !isWithinReach)
  if (missed.length === 0) return []
  const families = [...new Set(missed.map(({ address }) => (address.includes(':') ? 'IPv6' : 'IPv4')))].join(' and ')
  return [
    makeFinding({
      id: 'out-of-reach',
      verdict: 'unknown',
      title: `No ${families} here`,
      detail: `This machine has no way to ${missed.map(labelOf).join(', ')}, so nothing is known about it.`,
      remedy: `Try it from a machine with ${families}.`,
      ref: 'RFC 5321 §5.2',
      events: [],
    }),
  ]
}

function failed(place: Place): Finding {
  const { verdict, conclusion, phase } = place.test
  return makeFinding({
    id: 'mx-failed',
    verdict: verdict === 'fail' ? 'fail' : 'unknown',
    title: `${labelOf(place)}: ${phase ?? 'could not tell'}`,
    detail: conclusion,
    ref: 'RFC 5321 §5.1',
    events: [],
  })
}

/** Certificates that the tests themselves have not seen, and that are not believed. */
function distrusted(places: readonly Place[]): Finding[] {
  const found = new Map<string, { readonly why: Explanation; readonly where: Place[] }>()
  for (const place of places) {
    const why = place.tls && explainDistrust(place.tls)
    if (!why || place.test.transcript.events.some(({ kind }) => kind === 'tls')) continue
    const known = found.get(why.title)
    if (known) known.where.push(place)
    else found.set(why.title, { why, where: [place] })
  }
  return [...found.values()].map(({ why, where }) => {
    const { title, meaning, action, references } = why
    const detail = `At ${where.map(labelOf).join(', ')}: ${meaning}`
    const ref = sectionIn(references)
    return makeFinding({ id: 'certificate', verdict: 'warn', title, detail, remedy: action, ref, events: [] })
  })
}

/** What is said of each place in the table already. */
const seenApart: ReadonlySet<string> = new Set(['starttls-offered'])

/** What the single tests found, once for all places where it was found. */
function common(places: readonly Place[]): Finding[] {
  const steps: ReadonlySet<string> = new Set(stepNames)
  const found = new Map<string, { readonly finding: Finding; readonly where: Place[] }>()
  for (const place of places) {
    for (const finding of place.test.findings) {
      if (steps.has(finding.id) || seenApart.has(finding.id)) continue
      const key = `${finding.id} ${finding.detail}`
      const known = found.get(key)
      if (!known) found.set(key, { finding, where: [place] })
      else if (!known.where.includes(place)) known.where.push(place)
    }
  }
  return [...found.values()].map(({ finding, where }) => {
    const at = where.length === places.length ? '' : `At ${where.map(labelOf).join(', ')}: `
    // What proves it is in the conversations of the places.
    return { ...finding, detail: `${at}${finding.detail}`, evidence: [] }
  })
}
