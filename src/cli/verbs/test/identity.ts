import type { ProbeOptions } from '../../../checks/identity/probe.ts'
import { createResolver } from '../../../wire/resolver/create.ts'
import { systemServers } from '../../../wire/resolver/server-address.ts'
import type { TestFlags } from './request.ts'

/** Milliseconds that a DNS server gets. There is much to ask, and nobody wants to wait for what is only good to know. */
const PATIENCE = 2_000

/** Whom to ask who we are. What others see stands in the DNS: names that this machine alone knows do not count. */
export async function identityOptions({ resolver, identity, blocklist }: TestFlags): Promise<ProbeOptions> {
  const { blocklistOf } = await import('../../../wire/identity/blocklist-data.ts')
  return {
    resolver: createResolver({ servers: resolver ? [resolver] : systemServers(), timeout: PATIENCE }),
    anyAddress: identity === true,
    ...(blocklist && { blocklists: blocklist.map(blocklistOf) }),
  }
}
