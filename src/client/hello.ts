import { hostname } from 'node:os'
import { isFullyQualified, writeAddressLiteral } from '../protocol/domain.ts'
import { classOf, isPositive, type Reply } from '../protocol/reply.ts'
import type { ClientSession } from './session.ts'

export interface HelloResult {
  readonly verb: 'EHLO' | 'HELO' | 'LHLO'
  readonly reply: Reply
}

/**
 * Introduce ourselves: EHLO, and HELO where that is refused for good.
 * @returns the last attempt; its reply may be a refusal
 */
// RFC 5321 §4.1.4, RFC 2033 §4.1
export async function hello(
  session: ClientSession,
  name: string,
  first: 'EHLO' | 'HELO' | 'LHLO' = 'EHLO',
): Promise<HelloResult> {
  const reply = await session.command(`${first} ${name}`, 'hello')
  // RFC 5321 §3.2
  if (first !== 'EHLO' || classOf(reply.code) !== 'permanent' || session.isOver) return { verb: first, reply }
  const second = await session.command(`HELO ${name}`, 'hello')
  return isPositive(second) ? { verb: 'HELO', reply: second } : { verb: 'EHLO', reply }
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
