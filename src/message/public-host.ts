import { BlockList, isIP } from 'node:net'

/** Networks that are no part of the public internet. */
const closed = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  closed.addSubnet(network, bits, 'ipv4')

/**
 * The origin of an address of the web, where its host may be one of the public internet; null for addresses of this
 * machine and of private networks, and for names that are of use in those alone. What a public name leads to is not
 * looked up.
 */
export function publicOrigin(address: string): string | null {
  if (!URL.canParse(address)) return null
  const { protocol, hostname, origin } = new URL(address)
  if (protocol !== 'http:' && protocol !== 'https:') return null
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  switch (isIP(host)) {
    case 4:
      return closed.check(host, 'ipv4') ? null : origin
    case 6:
      // Global unicast is 2000::/3, and 2002::/16 and 2001::/32 lead to IPv4 addresses of any kind.
      return /^[23]/.test(host) && !/^200(?:2:|1:(?:0{0,4}:|:))/.test(host) && host.indexOf(':') === 4 ? origin : null
    default:
      return /\.(?:localhost|local|internal|intranet|lan|home|corp|home\.arpa)$/.test(host) || !host.includes('.')
        ? null
        : origin
  }
}
