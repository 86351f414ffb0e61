import type { Place, TestResult } from '../../checks/six-steps/result.ts'
import { formatMs } from '../layout.ts'

type Route = NonNullable<TestResult['route']>

/** What was taken for what, and where it leads, in sentences. */
export function describeRoute({ target, domain, kind, hosts }: Route): string {
  const what = `${target} is ${target.includes('@') ? 'an address' : 'taken as a mail domain'}`
  switch (kind) {
    case 'mx':
      return `${what}: mail for ${domain} goes to the hosts of its MX records, in this order.`
    case 'implicit-mx':
      return `${what}: ${domain} has no MX record, so mail goes to its own address.`
    case 'address-literal':
      return `${what}: the domain is an address literal, so mail goes to ${domain} itself.`
    case 'named':
      return `${what}; the host to go to was named: ${hosts[0]?.name ?? 'none'}.`
    case 'null-mx':
      return `${what}: ${domain} takes no mail, as its null MX record says.`
    case 'no-domain':
      return `${what}: the DNS says that ${domain} does not exist.`
    case 'no-host':
      return `${what}: ${domain} has neither an MX record nor an address.`
    default:
      return `${what}: where mail for ${domain} goes could not be found out.`
  }
}

const noAddress = {
  addresses: '',
  'no-name': 'does not exist',
  'no-address': 'no address',
  unusable: 'not the name of a host',
  unknown: 'could not tell',
} as const

/** The hosts in their order: preference, name, addresses or why there are none. */
export function routeRows({ hosts }: Route): readonly (readonly [string, string, string])[] {
  return hosts.map(({ preference, name, addresses, outcome }) => [
    preference === null ? '' : String(preference),
    name,
    addresses.map(({ address }) => address).join(', ') || noAddress[outcome],
  ])
}

export const placeHead = ['MX', 'Host', 'Address', 'Verdict', 'Time', 'TLS', 'Certificate', 'Size'] as const

/** All places in one table; hosts that lead nowhere among them. */
export function placeRows({ route, places }: TestResult): readonly (readonly string[])[] {
  if (!route || !places) return []
  return route.hosts.flatMap((host) => {
    const own = places.filter((place) => place.host === host.name)
    const preference = host.preference === null ? '' : String(host.preference)
    if (own.length === 0) return [[preference, host.name, noAddress[host.outcome], '', '', '', '', '']]
    return own.map((place) => [preference, host.name, place.address, ...placeCells(place)])
  })
}

function placeCells(place: Place): readonly string[] {
  const { test, isWithinReach, tls, tlsTrouble } = place
  const time = test.times.total > 0 ? formatMs(test.times.total) : ''
  if (!isWithinReach) return ['not tried', '', '', '', '']
  const certificate = tls ? (tls.distrust === null ? 'believed' : 'not believed') : ''
  return [
    verdictOf(test),
    time,
    tls?.protocol ?? (tlsTrouble === null ? '' : shortTrouble(tlsTrouble)),
    certificate,
    sizeOf(test),
  ]
}

function verdictOf({ verdict, phase, steps }: TestResult): string {
  if (verdict === 'pass') return 'pass'
  const code = steps.find(({ outcome }) => outcome === 'no' || outcome === 'unknown')?.code ?? null
  const where = [phase, code].filter((each) => each !== null).join(' ')
  return `${verdict === 'fail' ? 'fail' : 'unknown'}${where === '' ? '' : `: ${where}`}`
}

function shortTrouble(trouble: string): string {
  return trouble === 'not offered' ? 'none' : 'fails'
}

function sizeOf({ features }: TestResult): string {
  const size = features.find(({ keyword }) => keyword === 'SIZE')
  return size?.params[0] ?? ''
}

/** Columns as wide as what is in them; those that hold nothing are left out. */
export function alignColumns(rows: readonly (readonly string[])[], head: readonly string[] | null = null): string[] {
  const columns = [...(rows[0] ?? []).keys()].filter((column) => rows.some((row) => row[column] !== ''))
  const all = head ? [head, ...rows] : rows
  const widths = columns.map((column) => Math.max(...all.map((row) => row[column]!.length)))
  return all.map((row) => {
    const cells = columns.map((column, i) => row[column]!.padEnd(widths[i]!))
    return cells.join('  ').trimEnd()
  })
}
