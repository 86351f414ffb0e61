import { isDomain } from '../protocol/domain.ts'
import { parsePort, parseTarget } from '../wire/target.ts'
import type { ListenAddress } from '../wire/listen.ts'
import { InvalidArgumentError } from './verb.ts'

/** Readers for option values. Each complains in words that say what to write instead. */

const units: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 }

/** Octets: 1000, 64k, 10M, 1G. */
export function octets(text: string): number {
  const match = /^(\d{1,15})\s*([kmg]?)i?b?$/i.exec(text.trim())
  if (!match) throw new InvalidArgumentError('Write a number of octets, as 1000, 64k, 10M or 1G.')
  return Number(match[1]) * units[match[2]!.toLowerCase()]!
}

/** As {@link octets}, and not none. */
export function someOctets(text: string): number {
  const size = octets(text)
  if (size === 0) throw new InvalidArgumentError('Write a number of octets from 1 up.')
  return size
}

export function count(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Write a whole number.')
  return Number(text)
}

export function atLeastOne(text: string): number {
  if (count(text) === 0) throw new InvalidArgumentError('Write a whole number from 1 up.')
  return Number(text)
}

/** Seconds, with fractions; "5m" and "300ms" too. In milliseconds. */
export function duration(text: string): number {
  const match = /^(\d+(?:\.\d+)?|\.\d+)\s*(ms|s|m|h)?$/i.exec(text.trim())
  if (!match) throw new InvalidArgumentError('Write seconds, as 30 or 0.5, or 300ms, 5m, 1h.')
  const factor = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[(match[2]?.toLowerCase() ?? 's') as 'ms']
  return Number(match[1]) * factor
}

export function hostName(text: string): string {
  if (!isDomain(text)) throw new InvalidArgumentError('Write a host name, as mail.example.test.')
  return text
}

/** How long to wait: as {@link duration}, and 0 is for ever. */
export function patience(text: string): number {
  // The longest that a timer takes, 24 days.
  return Math.min(duration(text) || Infinity, 2 ** 31 - 1)
}

/** Where `parley serve` listens unless told otherwise. */
export const usualPorts = { smtp: 1025, smtps: 4465 } as const

/** HOST:PORT, HOST, PORT; port 0 is any free one. */
export function listenAddress(text: string, defaultPort: number = usualPorts.smtp): ListenAddress {
  try {
    if (/^\d+$/.test(text)) return { host: '127.0.0.1', port: text === '0' ? 0 : parsePort(text) }
    const anyPort = text.endsWith(':0')
    const { host, port } = parseTarget(anyPort ? text.slice(0, -2) : text)
    return { host, port: anyPort ? 0 : (port ?? defaultPort) }
  } catch (error) {
    throw new InvalidArgumentError(`${(error as Error).message}.`)
  }
}

/** For options that may be given several times. */
export function collect<T>(read: (text: string) => T): (text: string, before: readonly T[] | undefined) => T[] {
  return (text, before) => [...(before ?? []), read(text)]
}
