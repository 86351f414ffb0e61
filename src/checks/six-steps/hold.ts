import { hostname } from 'node:os'
import { authenticate, type AuthRequest } from '../../client/auth.ts'
import { isReadable } from '../../client/auth-mechanism.ts'
import { SmtpError } from '../../client/error.ts'
import { hello, ownName } from '../../client/hello.ts'
import type { ClientSession } from '../../client/session.ts'
import { startTlsAs, type StartTlsDemand } from '../../client/starttls.ts'
import { mailParams, transact } from '../../client/transaction.ts'
import { isPositive } from '../../protocol/reply.ts'
import { isPrivate } from './privacy.ts'
import type { Profile } from './profiles.ts'

/** What is to be said. */
export interface TestPlan {
  readonly profile: Profile
  /** The name to introduce ourselves with; null for the one that the profile takes. */
  readonly helo: string | null
  readonly login: AuthRequest | null
  /** Null: as the profile does it. */
  readonly startTls: StartTlsDemand | null
  readonly transactions: readonly PlannedTransaction[]
}

export interface PlannedTransaction {
  /** Without brackets; '' for the null reverse-path. */
  readonly from: string
  readonly to: readonly string[]
  /** Of the message, whether it is sent or not. */
  readonly size: number | null
  /** Null: stop behind the recipients. */
  readonly content: Uint8Array | null
}

/**
 * Hold the conversation; `plan` is asked when there is a connection. Never throws for what the other side does or does not do: all that is in the session's
 * record, and from there it is judged.
 * @returns why there was no login, where the record does not tell; else null
 */
export async function holdSixSteps(session: ClientSession, plan: () => Promise<TestPlan>): Promise<SmtpError | null> {
  const held: Held = { loginTrouble: null }
  try {
    await session.open()
    await converse(session, await plan(), held)
    session.close()
  } catch (error) {
    if (!(error instanceof SmtpError)) throw error
    session.close(error.kind === 'timeout' ? 'timeout' : 'us')
  }
  return held.loginTrouble
}

interface Held {
  loginTrouble: SmtpError | null
}

async function converse(session: ClientSession, plan: TestPlan, held: Held): Promise<void> {
  const greeting = await session.reply('greeting')
  // Whatever it is, it does not speak SMTP.
  if (greeting.code === 0) return
  if (isPositive(greeting) && (await introduce(session, plan, held))) {
    for (const transaction of plan.transactions) {
      if (session.state !== 'ready') break
      await handOver(session, plan.profile, transaction)
    }
  }
  // RFC 5321 §4.1.1.10
  if (session.state !== 'closing' && !session.isOver) await session.command({ verb: 'QUIT' }, 'quit')
}

/** The hello, STARTTLS and the login. @returns whether there is a point in going on */
async function introduce(session: ClientSession, plan: TestPlan, held: Held): Promise<boolean> {
  const { profile, helo, login } = plan
  const credentials = profile.mechanisms.length > 0 ? login : null
  const name = helo ?? nameOf(profile, session)
  const needsEhlo = credentials !== null || plan.startTls === 'auto' || plan.startTls === 'require'
  const verb = session.transcript.protocol === 'lmtp' ? 'LHLO' : needsEhlo ? 'EHLO' : profile.hello
  const sayHello = async () => isPositive((await hello(session, name, verb)).reply)
  if (!(await sayHello())) return false
  const settled = await settleTls(session, plan.startTls ?? usualDemand(session, profile, credentials))
  if (settled === 'no') return false
  // RFC 3207 §4.2
  if (settled === 'encrypted' && !(await sayHello())) return false
  return credentials === null || logIn(session, profile, credentials, held)
}

/** @returns whether there is a point in going on: also where there is no way to log in, to see what comes of that */
async function logIn(session: ClientSession, profile: Profile, login: AuthRequest, held: Held): Promise<boolean> {
  const among = shownTo(session, profile)
  const isKeptBack =
    !login.mechanisms && !login.authAnyway && !isAnyOffered(session, among) && isAnyOffered(session, profile.mechanisms)
  if (isKeptBack) return true
  try {
    // What may be shown to whom is decided here.
    await authenticate(session, { ...login, among, allowInClear: true })
    return true
  } catch (error) {
    if (!(error instanceof SmtpError) || error.phase !== 'auth') throw error
    held.loginTrouble = error
    if (error.kind === 'unsupported') return true
    if (error.kind === 'rejected') return false
    throw error
  }
}

function isAnyOffered({ capabilities }: ClientSession, mechanisms: readonly string[]): boolean {
  return mechanisms.some((name) => capabilities.mechanisms.includes(name))
}

/** What becomes of TLS; 'no' where it is required and not to be had, and the conversation can still end politely. */
async function settleTls(session: ClientSession, demand: StartTlsDemand): Promise<'encrypted' | 'clear' | 'no'> {
  try {
    // What is told to the listener stands in the record, too.
    return (await startTlsAs(demand, session, () => {})) ? 'encrypted' : 'clear'
  } catch (error) {
    if (error instanceof SmtpError && (error.kind === 'unsupported' || error.kind === 'rejected')) return 'no'
    throw error
  }
}

function usualDemand(
  { capabilities }: ClientSession,
  { startTls, isCareful, mechanisms }: Profile,
  credentials: AuthRequest | null,
): StartTlsDemand {
  if (!capabilities.has('STARTTLS')) return 'never'
  // Who offers it and then refuses it gets no password in clear.
  if (startTls === 'auto') return credentials && isCareful ? 'require' : 'auto'
  const isOfferedLogin = (credentials?.mechanisms ?? mechanisms).some((name) => capabilities.mechanisms.includes(name))
  return credentials && !isOfferedLogin ? 'require' : 'never'
}

function nameOf({ name }: Profile, { transcript }: ClientSession): string {
  if (name === 'bare') return hostname().split('.')[0]!
  const open = transcript.events.find((event) => event.kind === 'open')
  return ownName(open?.local ?? null)
}

/** The mechanisms that show nobody else the password or token, where the profile is careful about it. */
function shownTo({ transcript }: ClientSession, { mechanisms, isCareful }: Profile) {
  const isSafe = !isCareful || isPrivate(transcript.events)
  return isSafe ? mechanisms : mechanisms.filter((name) => !isReadable(name))
}

async function handOver(session: ClientSession, profile: Profile, planned: PlannedTransaction): Promise<void> {
  const { from, to, size, content } = planned
  const needsUtf8 = [from, ...to].some((address) => /[^ -~]/.test(address))
  const { failure } = await transact(session, {
    from,
    mailParams: profile.announces ? mailParams(session, { size, isEightBit: false, needsUtf8 }) : [],
    to: to.map((address) => ({ address })),
    content,
  })
  if (failure) throw failure
}
