import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import { findRoute, type Route } from '../client/route.ts'
import { parseRouteTarget } from '../client/route-target.ts'
import type { SessionOptions } from '../client/session.ts'
import { createResolver } from '../wire/resolver/create.ts'
import type { Resolver } from '../wire/resolver/resolver.ts'
import { parseServerAddress, type ServerAddress } from '../wire/resolver/server-address.ts'
import { parsePort, parseTarget, type Target } from '../wire/target.ts'
import { exitCodes } from './exit-codes.ts'
import { Complaint, InvalidArgumentError, Option } from './verb.ts'

/** By which way a server is reached: options that several verbs have. */
export interface RouteFlags {
  /** '' or true: without a value. */
  readonly mx?: string | true
  readonly ipv4?: boolean
  readonly ipv6?: boolean
  readonly resolver?: ServerAddress
  readonly localInterface?: string
  readonly timeout?: number
}

export function mxOption(): Option {
  return new Option(
    '--mx [host]',
    'the target is a domain: go to the mail hosts that its MX records name; with a host: to that one',
  )
}

export function resolverOption(): Option {
  return new Option(
    '--resolver <address>',
    "DNS server to ask, as 192.0.2.53 or 192.0.2.53:5353 (default: this machine's)",
  ).argParser(serverAddress)
}

export function localInterfaceOption(): Option {
  return new Option('--local-interface <address>', 'address or network interface to come from, with :port or without')
}

function serverAddress(text: string): ServerAddress {
  try {
    return parseServerAddress(text)
  } catch (error) {
    throw new InvalidArgumentError(`${(error as RangeError).message}.`)
  }
}

export function port(text: string): number {
  try {
    return parsePort(text)
  } catch (error) {
    throw new InvalidArgumentError(`${(error as RangeError).message}.`)
  }
}

/** What a word on the command line means: a server, or where mail is to go. */
export type Aim =
  | { readonly kind: 'server'; readonly target: Target }
  | {
      readonly kind: 'mail'
      /** An address or a domain, as it was given. */
      readonly destination: string
      /** The address, its domain as the DNS has it; null where a domain alone was given. */
      readonly recipient: string | null
      /** The domain, with the port and the scheme that were given with it. */
      readonly target: Target
    }

/**
 * An address goes the way of mail for it. A name is a host; with `--mx` it is a domain.
 * @throws Complaint
 */
export function readAim(text: string, { isDomain }: { readonly isDomain: boolean }): Aim {
  const isUrl = /^[a-z]+:\/\//i.test(text)
  if (!isUrl && text.includes('@')) return readAddressAim(text)
  const target = readTarget(text)
  if (!isDomain) return { kind: 'server', target }
  demandDomain(target.host)
  return { kind: 'mail', destination: target.host, recipient: null, target }
}

/** `bob@example.org`, and behind it a port or none. */
function readAddressAim(text: string): Aim {
  const [, address = text, digits] = /^(.*@(?:[^:]*|\[[^\]]*\])):(\w+)$/.exec(text) ?? []
  const destination = address.trim().replace(/^.*<([^<>]*)>$/, '$1')
  const domain = demandDomain(destination)
  const at = destination.lastIndexOf('@')
  const local = destination.slice(0, at)
  if (local === '') throw new Complaint(`"${text}" has nothing before the "@": write bob@example.org`, exitCodes.usage)
  return {
    kind: 'mail',
    destination,
    recipient: `${local}@${domain ?? destination.slice(at + 1)}`,
    target: {
      host: domain ?? destination.slice(at + 1),
      port: digits === undefined ? null : asPort(digits),
      scheme: null,
    },
  }
}

/** @returns the domain as the DNS has it; null for an address literal. @throws Complaint */
function demandDomain(destination: string): string | null {
  const parsed = parseRouteTarget(destination)
  if (parsed.kind !== 'bad') return parsed.kind === 'domain' ? parsed.domain : null
  throw new Complaint(
    `"${destination}" is no mail domain: write bob@example.org, example.org --mx or bob@[192.0.2.1]`,
    exitCodes.usage,
  )
}

function asPort(text: string): number {
  try {
    return parsePort(text)
  } catch (error) {
    throw new Complaint((error as RangeError).message, exitCodes.usage)
  }
}

/** @throws Complaint */
export function readTarget(text: string): Target {
  try {
    return parseTarget(text)
  } catch (error) {
    if (error instanceof RangeError) throw new Complaint(error.message, exitCodes.usage)
    throw error
  }
}

/** @throws Complaint where both are asked for */
export function familyOf({ ipv4, ipv6 }: RouteFlags): 4 | 6 | undefined {
  if (ipv4 && ipv6) throw new Complaint('there can be one of --ipv4 and --ipv6', exitCodes.usage)
  return ipv4 ? 4 : ipv6 ? 6 : undefined
}

/** The servers of `--resolver`, or this machine's. */
export function resolverOf({ resolver, timeout }: RouteFlags): Resolver {
  return createResolver({ ...(resolver && { servers: [resolver] }), ...(timeout && { timeout }) })
}

/** Where mail goes. @throws Complaint where `--mx` names what no host is called */
export async function routeTo(destination: string, flags: RouteFlags): Promise<Route> {
  const { mx } = flags
  const named = typeof mx === 'string' && mx !== '' ? mx : null
  if (named !== null && parseRouteTarget(named).kind === 'bad')
    throw new Complaint(`"${named}" is no host: write --mx mail.example.org`, exitCodes.usage)
  const family = familyOf(flags)
  return findRoute(destination, {
    resolver: resolverOf(flags),
    ...(family && { family }),
    ...(named !== null && { mx: named }),
  })
}

/** Where the connection comes from, and who is asked for names. @throws Complaint */
export function readConnection(flags: RouteFlags): Pick<SessionOptions, 'localAddress' | 'localPort' | 'resolver'> {
  const local = flags.localInterface === undefined ? null : readLocal(flags.localInterface)
  return {
    ...(flags.resolver && { resolver: resolverOf(flags) }),
    ...(local && { localAddress: local.address }),
    ...(local?.port && { localPort: local.port }),
  }
}

/** `192.0.2.1`, `192.0.2.1:25`, `2001:db8::1`, `[2001:db8::1]:25`, `eth0`, `eth0:25`. @throws Complaint */
function readLocal(text: string): { readonly address: string; readonly port: number | null } {
  const { host, port } = readTarget(text)
  const own = networkInterfaces()
  const found = own[host]?.find(({ family }) => family === 'IPv4') ?? own[host]?.[0]
  if (found || isIP(host)) return { address: found?.address ?? host, port }
  const names = Object.keys(own).join(', ')
  throw new Complaint(
    `"${host}" is neither an address nor a network interface of this machine: ${names}`,
    exitCodes.usage,
  )
}
