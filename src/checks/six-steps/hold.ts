import { hostname } from 'node:os'
import { createSasl, exchange } from '../../client/auth.ts'
import { SmtpError } from '../../client/error.ts'
import { hello, ownName } from '../../client/hello.ts'
import type { ClientSession } from '../../client/session.ts'
import { startTlsAs, type StartTlsDemand } from '../../client/starttls.ts'
import { mailParams, transact } from '../../client/transaction.ts'
import { isPositive } from '../../protocol/reply.ts'
import type { Credentials } from '../../protocol/sasl.ts'
import { isPrivate } from './privacy.ts'
import type { Profile } from './profiles.ts'

/** What is to be said. */
export interface TestPlan {
  readonly profile: Profile
  /** The name to introduce ourselves with; null for the one that the profile takes. */
  readonly helo: string | null
  readonly login: Credentials | null
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
 */
export async function holdSixSteps(session: ClientSession, plan: () => Promise<TestPlan>): Promise<void> {
  try {
    await session.open()
    await converse(session, await plan())
    session.close()
  } catch (error) {
    if (!(error instanceof SmtpError)) throw error
    session.close(error.kind === 'timeout' ? 'timeout' : 'us')
  }
}

async function converse(session: ClientSession, plan: TestPlan): Promise<void> {
  const greeting = await session.reply('greeting')
  // Whatever it is, it does not speak SMTP.
  if (greeting.code === 0) return
  if (isPositive(greeting) && (await introduce(session, plan))) {
    for (const transaction of plan.transactions) {
      if (session.state !== 'ready') break
      await handOver(session, plan.profile, transaction)
    }
  }
  // RFC 5321 §4.1.1.10
  if (session.state !== 'closing' && !session.isOver) await session.command({ verb: 'QUIT' }, 'quit')
}

/** The hello, STARTTLS and the login. @returns whether there is a point in going on */
async function introduce(session: ClientSession, plan: TestPlan): Promise<boolean> {
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
  if (!credentials) return true
  const mechanism = chooseMechanism(session, profile)
  return mechanism === undefined || isPositive(await exchange(session, createSasl(mechanism, credentials)))
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
  credentials: Credentials | null,
): StartTlsDemand {
  if (!capabilities.has('STARTTLS')) return 'never'
  // Who offers it and then refuses it gets no password in clear.
  if (startTls === 'auto') return credentials && isCareful ? 'require' : 'auto'
  const isOfferedLogin = mechanisms.some((name) => capabilities.mechanisms.includes(name))
  return credentials && !isOfferedLogin ? 'require' : 'never'
}

function nameOf({ name }: Profile, { transcript }: ClientSession): string {
  if (name === 'bare') return hostname().split('.')[0]!
  const open = transcript.events.find((event) => event.kind === 'open')
  return ownName(open?.local ?? null)
}

/** The best mechanism that both sides have, and that shows nobody the password where the profile is careful about it. */
function chooseMechanism({ transcript, capabilities }: ClientSession, { mechanisms, isCareful }: Profile) {
  const isSafe = !isCareful || isPrivate(transcript.events)
  return mechanisms.find((name) => capabilities.mechanisms.includes(name) && (isSafe || name === 'CRAM-MD5'))
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
