import type { TcpEndpoint } from '../wire/dial.ts'
import { endpointsOf, type Route } from './route.ts'

/**
 * Where to connect to, one after the other. Never empty: where the route leads nowhere, the one endpoint there is
 * fails, and says why.
 */
export function destinationsOf(route: Route, port: number): readonly [TcpEndpoint, ...TcpEndpoint[]] {
  const [first, ...others] = endpointsOf(route, port)
  if (first) return [first, ...others]
  const host = route.hosts[0]?.name ?? route.domain
  const nowhere = route.kind === 'named' ? host : route.domain
  return [{ kind: 'tcp', host: nowhere, port, addresses: [], failure: whyNowhere(route) }]
}

/** Why a route leads nowhere, as a `failed` event tells it. */
export function whyNowhere({ kind, domain, outcome, notes, hosts }: Route): NonNullable<TcpEndpoint['failure']> {
  const details = notes.filter(({ verdict }) => verdict === 'fail' || verdict === 'unknown')
  const why = (id: string) => details.find((note) => note.id === id)
  if (outcome === 'unknown') {
    const loop = why('alias-loop')
    return { code: loop ? 'CNAME_LOOP' : 'EAI_AGAIN', message: clause((loop ?? why('dns-could-not-tell'))?.detail) }
  }
  switch (kind) {
    case 'null-mx':
      return { code: 'NULL_MX', message: `${domain} takes no mail: its MX record says so` }
    case 'no-domain':
      return { code: 'NXDOMAIN', message: `the DNS says that ${domain} does not exist` }
    case 'mx': {
      const what = hosts.map(({ name, outcome }) => `${name} (${reasons[outcome]})`).join(', ')
      return { code: 'NO_USABLE_MX', message: `no mail host of ${domain} has an address: ${what}` }
    }
    case 'named':
      return hosts[0]?.outcome === 'no-name'
        ? { code: 'ENOTFOUND', message: `the DNS knows no ${hosts[0].name}` }
        : { code: 'ENODATA', message: clause(details[0]?.detail ?? notes[0]?.detail) }
    default:
      return { code: 'ENODATA', message: clause(details[0]?.detail ?? notes[0]?.detail) }
  }
}

const reasons = {
  addresses: 'has addresses',
  'no-name': 'does not exist',
  'no-address': 'no address',
  unusable: 'not the name of a host',
  unknown: 'could not tell',
} as const

/** A sentence without its end. */
function clause(detail = 'there is no address'): string {
  return detail.replace(/\.$/, '').split(/(?<=[^.\d])\. (?=[A-Z])/)[0]!
}
