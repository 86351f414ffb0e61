import { getServers } from 'node:dns'
import { isIP } from 'node:net'
import { formatHostPort } from '../target.ts'

/** A DNS server. */
export interface ServerAddress {
  readonly address: string
  readonly port: number
}

const DNS_PORT = 53

/**
 * A DNS server as people write it: `192.0.2.53`, `192.0.2.53:5353`, `2001:db8::53`, `[2001:db8::53]:5353`.
 * @throws RangeError that says what is wrong and shows a form that is right
 */
export function parseServerAddress(text: string): ServerAddress {
  const given = text.trim()
  const address = given.replace(/^\[(.*)\]$/, '$1')
  if (isIP(address)) return { address, port: DNS_PORT }
  const match = /^(?:\[(.+)\]|([^:]+)):(\d+)$/.exec(given)
  const host = match?.[1] ?? match?.[2] ?? ''
  if (!match || !isIP(host)) {
    throw new RangeError(
      `"${text}" is no DNS server: write its address, as 192.0.2.53, 192.0.2.53:5353 or [2001:db8::53]:5353`,
    )
  }
  const port = Number(match[3])
  if (port < 1 || port > 65535) throw new RangeError(`"${match[3]}" is no port: use a number from 1 to 65535, as 53`)
  return { address: host, port }
}

export function formatServerAddress({ address, port }: ServerAddress): string {
  return formatHostPort(address, port)
}

/** The servers that this machine is set up with, of /etc/resolv.conf or what stands for it. */
export function systemServers(): readonly ServerAddress[] {
  return getServers().map(parseServerAddress)
}
