import { parseRouteTarget } from '../client/route-target.ts'
import { whyNowhere } from '../client/destination.ts'
import { findRoute, type Route } from '../client/route.ts'
import type { RouteHost } from '../client/route-host.ts'
import type { OutgoingRoute } from '../store/outgoing.ts'
import type { TcpEndpoint } from '../wire/dial.ts'
import type { Resolver } from '../wire/resolver/resolver.ts'
import { formatHostPort } from '../wire/target.ts'
import { ownFate, type AttemptFate } from './fate.ts'
import { isSameHost, type NamedHost } from './named-host.ts'
import { isReachable } from './reachable.ts'

/** By which ways mail may leave, as the operator has it. */
export interface WayOptions {
  readonly smartHost: NamedHost | null
  /** Hosts that a message may be released to besides. */
  readonly namedHosts: readonly NamedHost[]
  /** By MX records, to this port; null: not at all. */
  readonly mxPort: number | null
  readonly resolver: Resolver
  /** Go where MX records lead, be it into the own network: for tests. */
  readonly allowsPrivate: boolean
  /** Whether that is this very host. */
  readonly isSelf: (name: string, address: string, port: number) => boolean
}

/** Where to go with mail for a domain, or why nowhere. */
export type Way =
  | { readonly kind: 'named'; readonly host: NamedHost }
  | { readonly kind: 'mx'; readonly endpoints: readonly TcpEndpoint[] }
  | { readonly kind: 'none'; readonly fate: AttemptFate }

const none = (...fate: Parameters<typeof ownFate>): Way => ({ kind: 'none', fate: ownFate(...fate) })

export async function findWay(route: OutgoingRoute, address: string, options: WayOptions): Promise<Way> {
  switch (route.kind) {
    case 'smart-host':
      return options.smartHost
        ? { kind: 'named', host: options.smartHost }
        : none('waiting', '4.3.5', 'there is no smart host for now: start the server with --smart-host')
    case 'host': {
      const host = options.namedHosts.find((each) => isSameHost(each, route))
      const name = formatHostPort(route.host, route.port)
      return host
        ? { kind: 'named', host }
        : none('waiting', '4.3.5', `${name} is no longer among the hosts that mail may be released to`)
    }
    case 'mx':
      return options.mxPort === null
        ? none('waiting', '4.3.5', 'nothing leaves by MX records for now: start the server with --outgoing mx')
        : wayByMx(address, options.mxPort, options)
  }
}

async function wayByMx(address: string, port: number, options: WayOptions): Promise<Way> {
  const { domain } = parseDomain(address)
  const route = await findRoute(address, { resolver: options.resolver })
  if (route.outcome !== 'yes') return nowhere(route)
  const before = beforeSelf(route, port, options)
  // RFC 5321 §5.1
  if (before.length === 0)
    return none('failed', '5.4.6', `mail for ${domain} would come back: its mail host is this one`)
  const endpoints = before.flatMap((host) => endpointOf(host, port, options) ?? [])
  if (endpoints.length > 0) return { kind: 'mx', endpoints }
  const names = before.map(({ name }) => name).join(', ')
  const inside = `the mail host of ${domain} (${names}) has none but private addresses, and nothing is sent there unless the host is named with --smart-host`
  return none('failed', '5.4.4', inside)
}

function parseDomain(address: string): { readonly domain: string } {
  const target = parseRouteTarget(address)
  return { domain: target.kind === 'domain' ? target.domain : target.given }
}

function nowhere(route: Route): Way {
  const { message } = whyNowhere(route)
  if (route.outcome === 'unknown') return none('waiting', '4.4.3', message)
  const status = { 'null-mx': '5.1.10', 'no-domain': '5.1.2', 'bad-target': '5.1.3' } as const
  return none('failed', status[route.kind as keyof typeof status] ?? '5.4.4', message)
}

/** The hosts that are better than this one, where this is among them: the others would only bring it back. */
function beforeSelf({ hosts }: Route, port: number, { isSelf }: WayOptions): readonly RouteHost[] {
  const isThis = ({ name, addresses }: RouteHost) => addresses.some(({ address }) => isSelf(name, address, port))
  const own = hosts.find(isThis)
  const usable = hosts.filter(({ addresses }) => addresses.length > 0)
  return own ? usable.filter(({ preference }) => (preference ?? 0) < (own.preference ?? 0)) : usable
}

function endpointOf({ name, addresses }: RouteHost, port: number, options: WayOptions): TcpEndpoint | null {
  const reachable = addresses
    .map(({ address }) => address)
    .filter((address) => options.allowsPrivate || isReachable(address))
  return reachable.length === 0 ? null : { kind: 'tcp', host: name, port, addresses: reachable }
}
