import type { ProbeOptions } from '../../../checks/identity/probe.ts'
import { doubting } from '../../../wire/identity/doubting.ts'
import { createResolver } from '../../../wire/resolver/create.ts'
import { systemServers } from '../../../wire/resolver/server-address.ts'
import type { TestFlags } from './request.ts'

/** Milliseconds that a DNS server gets. There is much to ask, and nobody wants to wait for what is only good to know. */
const PATIENCE = 2_000

/** Whom to ask who we are. What others see stands in the DNS: names that this machine alone knows do not count. */
export async function identityOptions(flags: TestFlags): Promise<ProbeOptions> {
  const { resolver, identity, blocklist, domainBlocklist } = flags
  const { blocklistOf } = await import('../../../wire/identity/blocklist-data.ts')
  const { domainBlocklistOf } = await import('../../../wire/identity/domain-blocklist-data.ts')
  const dns = createResolver({ servers: resolver ? [resolver] : systemServers(), timeout: PATIENCE })
  return {
    // Who asks for it where nobody sees it may well have a DNS of his own.
    resolver: identity ? dns : doubting(dns),
    anyAddress: identity === true,
    // Where lists are named, no others are asked.
    ...((blocklist ?? domainBlocklist) && {
      blocklists: (blocklist ?? []).map(blocklistOf),
      domainBlocklists: (domainBlocklist ?? []).map(domainBlocklistOf),
    }),
  }
}
