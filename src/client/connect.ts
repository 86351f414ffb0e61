import { isPositive } from '../protocol/reply.ts'
import type { Endpoint } from '../wire/dial.ts'
import { defaultPorts } from '../wire/target.ts'
import { rejected } from './error.ts'
import { ClientSession, type SessionOptions } from './session.ts'

/** Where the server is, and how to reach it. Times are in milliseconds. */
export interface ConnectOptions extends SessionOptions {
  /** Name or address of the server. */
  readonly host?: string
  /** Default: 25, or 465 with `implicitTls`, or 24 for LMTP. */
  readonly port?: number
  readonly family?: 4 | 6
  /** Anything else that a conversation can be held over: a Unix socket, a program, a stream. Instead of `host`. */
  readonly endpoint?: Endpoint
}

/**
 * Open a connection and hear the greeting.
 * @throws SmtpError where there is no connection, no greeting, or one that turns us away (RFC 5321 §3.1)
 */
export async function connect(options: ConnectOptions): Promise<ClientSession> {
  const session = new ClientSession(endpointOf(options), options)
  await session.open()
  const greeting = await session.reply('greeting')
  if (isPositive(greeting)) return session
  await session.quit()
  throw rejected('greeting', null, greeting)
}

function endpointOf({ endpoint, host, port, family, implicitTls, protocol }: ConnectOptions): Endpoint {
  if (endpoint) return endpoint
  if (host === undefined) throw new TypeError('connect() wants a host or an endpoint')
  const usual = protocol === 'lmtp' ? defaultPorts.lmtp : implicitTls ? defaultPorts.smtps : defaultPorts.smtp
  return { kind: 'tcp', host, port: port ?? usual, ...(family && { family }) }
}
