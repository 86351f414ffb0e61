import { randomBytes } from 'node:crypto'
import { hostname, userInfo } from 'node:os'
import { ClientSession } from '../../client/session.ts'
import { patientTimeouts, type Timeouts } from '../../client/timeouts.ts'
import { latin1 } from '../../protocol/bytes.ts'
import { writeAddress } from '../../protocol/path.ts'
import { isPositive } from '../../protocol/reply.ts'
import type { Credentials } from '../../protocol/sasl.ts'
import { readDialogue } from '../../transcript/dialogue.ts'
import type { Transcript } from '../../transcript/transcript.ts'
import { systemClock } from '../../wire/clock.ts'
import { defaultPorts, type Target } from '../../wire/target.ts'
import { holdSixSteps, type PlannedTransaction } from './hold.ts'
import { judgeSixSteps } from './judge.ts'
import { composeMessages, type TestMessage } from './message.ts'
import type { AcceptedMessage, Practice } from './practice.ts'
import { profiles, type Profile, type ProfileName } from './profiles.ts'
import type { TestResult } from './result.ts'
import { speaksTls, wasSilent } from './tls-port.ts'

/** What is to be tested, and how. */
export interface TestRequest {
  /** Null: a practice server, started for the occasion. */
  readonly target: Target | null
  /** Default: mta. */
  readonly as?: ProfileName
  /** Without brackets; '' for the null reverse-path. */
  readonly from?: string
  readonly to?: readonly string[]
  /** Whether to send mail; without it the test ends behind the recipients. */
  readonly send?: boolean
  readonly subject?: string
  readonly helo?: string
  readonly login?: Credentials
  readonly timeouts?: Timeouts
  /** Is given the conversation before it begins, to watch it go on. */
  readonly watch?: (session: ClientSession) => void
}

/**
 * Hold the six steps of a mail with a server and judge them. What the server does, or does not do, is the result and
 * never an error.
 */
export async function testSixSteps(request: TestRequest): Promise<TestResult> {
  if (request.target) return hold(request, placeOf(request.target, request), null)
  const { startPractice } = await import('./practice.ts')
  const practice = await startPractice()
  try {
    return await hold(request, { host: practice.host, port: practice.port, scheme: null }, practice)
  } finally {
    await practice.close()
  }
}

interface Place extends Target {
  readonly port: number
}

async function hold(
  request: TestRequest,
  { host, port, scheme }: Place,
  practice: Practice | null,
): Promise<TestResult> {
  const { as = 'mta', send = false, login = null, helo = null, timeouts = patientTimeouts } = request
  const profile: Profile = profiles[as]
  const { from, to } = envelopeOf(request, profile, practice !== null)
  const messages = await composeMessages({
    profile,
    from,
    to,
    subject: request.subject ?? null,
    host: from.split('@')[1] ?? hostname(),
    date: systemClock.date(),
    id: () => randomBytes(8).toString('hex'),
  })
  const endpoint = { kind: 'tcp', host, port } as const
  const session = new ClientSession(endpoint, {
    protocol: scheme === 'lmtp' ? 'lmtp' : 'smtp',
    implicitTls: scheme === 'smtps',
    timeouts,
  })
  request.watch?.(session)
  await holdSixSteps(session, {
    profile,
    helo: helo ?? (practice && profile.name === 'full' ? 'client.example.test' : null),
    login,
    transactions: planTransactions(profile, from, to, messages, send),
  })
  const { transcript } = session
  return judgeSixSteps(transcript, {
    as,
    isPractice: practice !== null,
    send,
    login: login !== null,
    messages: messages.map(({ subject, messageId, content }) => ({ subject, messageId, octets: content.length })),
    isTlsPort: wasSilent(transcript) && (await speaksTls(endpoint, timeouts.connect)),
    arrival: practice && (await practice.prove(findAccepted(transcript, messages))),
  })
}

/** The messages that the server has taken, and one recipient of each. */
function findAccepted(transcript: Transcript, messages: readonly TestMessage[]): AcceptedMessage[] {
  const held = readDialogue(transcript).messages
  return messages.flatMap((message) => {
    const sent = held.find(({ content }) => latin1(content).includes(message.token))
    const nth = sent?.replies.findIndex(isPositive) ?? -1
    const recipient = sent?.transaction?.recipients[nth]
    return recipient ? [{ message, to: writeAddress(recipient.forwardPath) }] : []
  })
}

function placeOf({ host, port, scheme }: Target, { as = 'mta' }: TestRequest): Place {
  const usual = scheme === 'smtps' || scheme === 'lmtp' ? defaultPorts[scheme] : profiles[as].port
  return { host, port: port ?? usual, scheme }
}

/** Who writes to whom, where it was not said: on the practice server its own people, elsewhere whoever must be there. */
// RFC 5321 §4.5.1
function envelopeOf({ from, to }: TestRequest, { testsWayBack }: Profile, isPractice: boolean) {
  const [sender, recipients] = !isPractice
    ? [`${userName()}@${hostname()}`, ['postmaster']]
    : testsWayBack
      ? ['staff@example.test', ['alice@example.test', 'bob@example.test', 'postmaster@example.test']]
      : ['alice@example.test', ['bob@example.test']]
  return { from: from ?? sender, to: to && to.length > 0 ? to : recipients }
}

function userName(): string {
  try {
    return userInfo().username
  } catch {
    // A user id without an account, as in containers.
    return 'postmaster'
  }
}

function planTransactions(
  { testsWayBack }: Profile,
  from: string,
  to: readonly string[],
  messages: readonly TestMessage[],
  send: boolean,
): PlannedTransaction[] {
  // Without a message one transaction shows all that there is to see.
  const transactions = (send ? messages : messages.slice(0, 1)).map(({ content }) => ({
    from,
    to,
    size: content.length,
    content: send ? content : null,
  }))
  // Only a server that takes mail for the sender's domain can be asked about the sender.
  const isResponsible = from !== '' && to.some((address) => domainOf(address) === domainOf(from))
  if (!testsWayBack || !isResponsible) return transactions
  return [...transactions, { from: '', to: [from], size: null, content: null }]
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}
