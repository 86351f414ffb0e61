import { isPositive, type Reply } from '../protocol/reply.ts'
import { exchange } from './auth-exchange.ts'
import { createMechanism, isReadable, missingFor, type Secrets } from './auth-mechanism.ts'
import { refusesCredentials, sameSecret } from './auth-refusal.ts'
import { rejected, SmtpError } from './error.ts'
import { usualMechanisms, type Mechanism } from './mechanisms.ts'
import type { Need } from './need.ts'
import type { ClientSession } from './session.ts'

export { exchange } from './auth-exchange.ts'
export { createSasl, prepareCredentials } from './auth-mechanism.ts'
export {
  isMechanism,
  isPasswordMechanism,
  mechanisms,
  passwordMechanisms,
  type Mechanism,
  type PasswordMechanism,
} from './mechanisms.ts'

/** Who logs in, by what, and how (RFC 4954 §4). */
export interface AuthRequest extends Secrets {
  /**
   * To be tried in this order, until one works, whatever the server says to those before. Default: all that there are
   * credentials for, the strongest first, and on a connection that others can listen to, only those that do not show
   * them the password or token; one that is refused as wrong is tried in no other way.
   */
  readonly mechanisms?: readonly Mechanism[]
  /** Those to choose from where none is named, in this order. Default: all but EXTERNAL and ANONYMOUS. */
  readonly among?: readonly Mechanism[]
  /** Default 'required'. */
  readonly need?: Need
  /** Show the password or token to whoever listens. Default: where a mechanism that does so is named. */
  readonly allowInClear?: boolean
  /** Try also what the server does not offer: all that are named, or the usual two. */
  readonly authAnyway?: boolean
  /** Whether the first response goes with the AUTH command where it fits there. Default true. */
  readonly initialResponse?: boolean
}

/** What to try where a server offers nothing, and nothing is named. */
const unoffered: readonly Mechanism[] = ['PLAIN', 'LOGIN']

/**
 * Log in, with one after the other of the mechanisms that both sides have.
 * @returns the last reply; null where nothing was tried
 * @throws SmtpError of kind 'unsupported' or 'rejected', as far as `need` says; 'protocol' where the server cannot be
 *   believed, which ends it whatever `need` says
 */
// RFC 4954 §4
export async function authenticate(session: ClientSession, request: AuthRequest): Promise<Reply | null> {
  const { need = 'required' } = request
  const candidates = await chooseMechanisms(session, request)
  if (candidates.length === 0) {
    if (need === 'required') throw cannotLogIn(session, request)
    return null
  }
  let left = candidates
  for (;;) {
    const [mechanism, ...others] = left as [Mechanism, ...Mechanism[]]
    const { reply, reason } = await logIn(session, mechanism, request)
    if (isPositive(reply)) return reply
    // Another guess would be as wrong, be counted, and may lock the account. Who names mechanisms wants them tried.
    const spared = !request.mechanisms && refusesCredentials(reply) ? sameSecret(mechanism, others) : []
    left = others.filter((name) => !spared.includes(name))
    if (reply.code !== 421 && left.length > 0) continue
    if (need === 'optional') return reply
    throw explained(mechanism, reply, [reason, describeSpared(spared)])
  }
}

function describeSpared(spared: readonly Mechanism[]): string | null {
  if (spared.length === 0) return null
  const names = `${spared.slice(0, -1).join(', ')}${spared.length > 1 ? ' and ' : ''}${spared.at(-1)}`
  return `not tried by ${names}, which the server offers too: a wrong password counts as a guess each time; name one to try it`
}

/** What can be tried here, in the order in which it is to be tried. */
export async function chooseMechanisms(session: ClientSession, request: AuthRequest): Promise<Mechanism[]> {
  const { authAnyway = false } = request
  const isBound = (await session.channelBindings()).length > 0
  return wanted(session, request).filter(
    (name) =>
      (authAnyway || session.capabilities.mechanisms.includes(name)) &&
      (isBound || !name.endsWith('-PLUS')) &&
      missingFor(name, request) === null &&
      !isTooOpen(session, request, name),
  )
}

function wanted({ capabilities }: ClientSession, request: AuthRequest): readonly Mechanism[] {
  if (request.mechanisms) return request.mechanisms
  const { among = usualMechanisms, authAnyway = false } = request
  if (!authAnyway) return among
  const offered = among.filter((name) => capabilities.mechanisms.includes(name))
  return offered.length > 0 ? offered : unoffered
}

function isTooOpen(session: ClientSession, { mechanisms, allowInClear }: AuthRequest, name: Mechanism): boolean {
  return isReadable(name) && !(allowInClear ?? mechanisms !== undefined) && canBeHeard(session)
}

/** Whether others can listen: the connection leaves this machine, and is not encrypted. */
function canBeHeard({ isEncrypted, transcript }: ClientSession): boolean {
  const open = transcript.events.find((event) => event.kind === 'open')
  return !isEncrypted && /:\d+$/.test(open?.remote ?? '') && !/^(?:127\.|::1:|::ffff:127\.)/.test(open?.remote ?? '')
}

async function logIn(session: ClientSession, mechanism: Mechanism, request: AuthRequest) {
  const sasl = await createMechanism(mechanism, request, {
    bindings: await session.channelBindings(),
    offered: session.capabilities.mechanisms,
    server: session.server ?? undefined,
  })
  const { initialResponse = true } = request
  const reply = await exchange(session, sasl, { initialResponse })
  return { reply, reason: sasl.remark?.(isPositive(reply))?.text ?? null }
}

function explained(mechanism: Mechanism, reply: Reply, reasons: readonly (string | null)[]): SmtpError {
  const error = rejected('auth', `AUTH ${mechanism}`, reply)
  const reason = reasons.filter((each) => each !== null).join('; ')
  if (reason === '') return error
  const { kind, phase, command } = error
  return new SmtpError(`${error.message} (${reason})`, { kind, phase, command, reply, reason })
}

function cannotLogIn(session: ClientSession, request: AuthRequest): SmtpError {
  return new SmtpError(`cannot log in: ${whyNot(session, request)}`, { kind: 'unsupported', phase: 'auth' })
}

/** Which of the reasons it is, in words that say what to do. */
function whyNot(session: ClientSession, request: AuthRequest): string {
  const offered = session.capabilities.mechanisms
  if (offered.length === 0 && !request.authAnyway) {
    const isBehindTls = session.capabilities.has('STARTTLS') && !session.isEncrypted
    return `the server offers no AUTH${isBehindTls ? ' in clear, but STARTTLS' : ''}`
  }
  const common = wanted(session, request).filter((name) => request.authAnyway || offered.includes(name))
  if (common.length === 0) return `the server offers AUTH ${offered.join(' ')} only`
  const missing = new Map(common.map((name) => [name, missingFor(name, request)]))
  if (common.some((name) => missing.get(name) === null && isTooOpen(session, request, name))) {
    const secret = request.token === undefined ? 'password' : 'token'
    return (
      `the server offers AUTH ${offered.join(' ')}, and the connection is not encrypted, so that anybody could ` +
      `read the ${secret}: use TLS, or name the mechanism`
    )
  }
  const mechanisms = `AUTH ${common.join(' and ')}`
  const lacking = (['token', 'password'] as const).find((each) => [...missing.values()].includes(each))
  return lacking === undefined
    ? `${mechanisms} binds the login to TLS, and there is no TLS here`
    : `${mechanisms} ${common.length === 1 ? 'needs' : 'need'} a ${lacking}`
}
