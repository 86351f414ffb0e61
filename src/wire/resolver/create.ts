import { systemClock, type Clock } from '../clock.ts'
import { CachingResolver } from './cache.ts'
import { DnsResolver, type DnsResolverOptions } from './dns.ts'
import type { Resolver } from './resolver.ts'
import { systemServers } from './server-address.ts'
import { SystemResolver } from './system.ts'

/** Which DNS servers, how patiently, and by which clock answers grow old. */
export interface ResolverOptions extends Partial<DnsResolverOptions> {
  readonly clock?: Clock
}

/**
 * The resolver for a command: the servers that are named, for everything; or where none are, this machine's own
 * resolver for addresses, and the DNS servers it is set up with for the rest.
 */
export function createResolver({ servers, clock = systemClock, ...options }: ResolverOptions = {}): Resolver {
  if (servers) return new CachingResolver(new DnsResolver({ ...options, servers }), { clock })
  const dns = new CachingResolver(new DnsResolver({ ...options, servers: systemServers() }), { clock })
  return new SystemResolver({ dns })
}
