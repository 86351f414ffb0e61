import { createHmac } from 'node:crypto'
import { cramMd5, login, parseBase64, plain, writeBase64, type Credentials, type SaslClient } from '../protocol/sasl.ts'
import { isPositive, type Reply } from '../protocol/reply.ts'
import { rejected, SmtpError } from './error.ts'
import type { Need } from './need.ts'
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

export interface AuthRequest extends Credentials {
  /** To be tried in this order, until one works. Default: all of them. */
  readonly mechanisms?: readonly PasswordMechanism[]
  /** Default 'required'. */
  readonly need?: Need
}

/**
 * Log in, with one after the other of the mechanisms that both sides have.
 * @returns the last reply; null where nothing was tried
 * @throws SmtpError of kind 'unsupported' or 'rejected', as far as `need` says
 */
// RFC 4954 §4
export async function authenticate(session: ClientSession, request: AuthRequest): Promise<Reply | null> {
  const { mechanisms = passwordMechanisms, need = 'required' } = request
  const offered = session.capabilities.mechanisms
  const common = mechanisms.filter((name) => offered.includes(name))
  if (common.length === 0 && need === 'required') {
    const have = offered.length === 0 ? 'offers no AUTH' : `offers AUTH ${offered.join(' ')} only`
    throw new SmtpError(`cannot log in: the server ${have}`, { kind: 'unsupported', phase: 'auth' })
  }
  let last: Reply | null = null
  for (const [i, mechanism] of common.entries()) {
    last = await exchange(session, createSasl(mechanism, request))
    if (isPositive(last)) break
    const isOver = i === common.length - 1 || last.code === 421
    if (isOver && need !== 'optional') throw rejected('auth', `AUTH ${mechanism}`, last)
    if (isOver) break
  }
  return last
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
