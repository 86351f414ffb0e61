import { hostname, networkInterfaces, userInfo } from 'node:os'
import { isFullyQualified, writeAddressLiteral } from '../protocol/domain.ts'
import { classOf, type Reply } from '../protocol/reply.ts'
import { SmtpError } from './error.ts'
import type { ClientSession } from './session.ts'

export type HelloVerb = 'EHLO' | 'HELO' | 'LHLO'

/** Which hello the server took, and what it said (RFC 5321 §4.1.1.1). */
export interface HelloResult {
  readonly verb: HelloVerb
  readonly reply: Reply
}

/**
 * Introduce ourselves: EHLO, and HELO where that is refused for good.
 * @returns the last attempt; its reply may be a refusal
 */
// RFC 5321 §4.1.4, RFC 2033 §4.1
export async function hello(session: ClientSession, name: string, first: HelloVerb = 'EHLO'): Promise<HelloResult> {
  const reply = await session.command(`${first} ${name}`, 'hello')
  // RFC 5321 §3.2
  if (first !== 'EHLO' || classOf(reply.code) !== 'permanent' || session.isOver) return { verb: first, reply }
  try {
    return { verb: 'HELO', reply: await session.command(`HELO ${name}`, 'hello') }
  } catch (error) {
    // Who refuses and hangs up has refused.
    if (error instanceof SmtpError && error.kind === 'connection') return { verb: first, reply }
    throw error
  }
}

/**
 * The best name this machine has for itself: its host name where that is fully qualified, else the address that the
 * connection comes from, as a literal (RFC 5321 §4.1.4), else what the host is called.
 */
export function ownName(localAddress: string | null = null): string {
  const name = hostname()
  if (isFullyQualified(name)) return name
  const ip = localAddress?.replace(/:\d+$/, '').replace(/^\[|\]$/g, '')
  return ip ? writeAddressLiteral(ip.replace(/^::ffff:(?=[\d.]+$)/i, '')) : name
}

/** Whether {@link ownName} is the same whatever connection it is for. */
export function hasName(): boolean {
  return isFullyQualified(hostname())
}

/** The address that the server will probably see us at, for those who cannot wait until there is a connection. */
export function addressTowards(host: string): string | null {
  if (host === '::1') return '::1'
  if (host === 'localhost' || host.startsWith('127.')) return '127.0.0.1'
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  return own.find(({ internal, family }) => !internal && family === 'IPv4')?.address ?? null
}

/** {@link ownName} for a conversation, from the address that its record shows us at. */
export function ownNameFor({ transcript }: Pick<ClientSession, 'transcript'>): string {
  const open = transcript.events.find((event) => event.kind === 'open')
  return ownName(open?.local)
}

/** The user of this machine, as an address at `host`. */
export function ownAddress(host: string): string {
  const { LOGNAME, USER, USERNAME } = process.env
  return `${LOGNAME || USER || USERNAME || userName()}@${host}`
}

function userName(): string {
  try {
    return userInfo().username
  } catch {
    // A container may run us as a user that nobody has heard of.
    return 'postmaster'
  }
}
