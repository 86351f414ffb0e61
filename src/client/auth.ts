import { createHmac } from 'node:crypto'
import { cramMd5, login, parseBase64, plain, writeBase64, type Credentials, type SaslClient } from '../protocol/sasl.ts'
import { isPositive, type Reply } from '../protocol/reply.ts'
import { rejected, SmtpError } from './error.ts'
import type { ClientSession } from './session.ts'

/** Mechanisms that need no more than a name and a password, the better ones first. */
export const passwordMechanisms = ['CRAM-MD5', 'PLAIN', 'LOGIN'] as const
export type PasswordMechanism = (typeof passwordMechanisms)[number]

export function isPasswordMechanism(name: string): name is PasswordMechanism {
  return (passwordMechanisms as readonly string[]).includes(name)
}

export function createSasl(mechanism: PasswordMechanism, credentials: Credentials): SaslClient {
  switch (mechanism) {
    case 'PLAIN':
      return plain(credentials)
    case 'LOGIN':
      return login(credentials)
    case 'CRAM-MD5':
      return cramMd5(credentials, (key, text) => createHmac('md5', key).update(text).digest('hex'))
  }
}

export interface AuthOptions extends Credentials {
  /** Default: the best one that both sides have. */
  readonly mechanism?: PasswordMechanism
}

/**
 * Log in. RFC 4954 §4
 * @throws SmtpError of kind 'unsupported' where there is no mechanism in common, 'rejected' where the server refuses
 */
export async function authenticate(session: ClientSession, options: AuthOptions): Promise<Reply> {
  const offered = session.capabilities.mechanisms
  const mechanism = options.mechanism ?? passwordMechanisms.find((name) => offered.includes(name))
  if (mechanism === undefined) {
    const have = offered.length === 0 ? 'the server offers no AUTH' : `the server offers AUTH ${offered.join(' ')} only`
    throw new SmtpError(`cannot log in: ${have}`, { kind: 'unsupported', phase: 'auth' })
  }
  const reply = await exchange(session, createSasl(mechanism, options))
  if (!isPositive(reply)) throw rejected('auth', `AUTH ${mechanism}`, reply)
  return reply
}

/** The exchange alone; hands back the last reply, whatever it is. */
export async function exchange(session: ClientSession, sasl: SaslClient): Promise<Reply> {
  const initial = sasl.initial === null ? null : writeBase64(sasl.initial) || '='
  let reply = await session.command({ verb: 'AUTH', mechanism: sasl.mechanism, initial }, 'auth')
  while (reply.code === 334) {
    const challenge = parseBase64(reply.lines.at(-1)!.text.trim())
    const response = challenge && sasl.respond(challenge)
    // "*" cancels; the server answers 501. RFC 4954 §4
    reply = await session.command(response ? writeBase64(response) : '*', 'auth')
  }
  return reply
}
