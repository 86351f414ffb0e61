import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import type { AuthRequest } from '../../client/auth.ts'
import { destinationsOf } from '../../client/destination.ts'
import type { Route } from '../../client/route.ts'
import { ownAddress, ownNameFor } from '../../client/hello.ts'
import { ClientSession, type SessionOptions } from '../../client/session.ts'
import type { StartTlsDemand } from '../../client/starttls.ts'
import { patientTimeouts, type Timeouts } from '../../client/timeouts.ts'
import { latin1 } from '../../protocol/bytes.ts'
import { writeAddressLiteral } from '../../protocol/domain.ts'
import { writeAddress } from '../../protocol/path.ts'
import { isPositive } from '../../protocol/reply.ts'
import { readDialogue } from '../../transcript/dialogue.ts'
import type { Transcript } from '../../transcript/transcript.ts'
import { systemClock } from '../../wire/clock.ts'
import type { TcpEndpoint } from '../../wire/dial.ts'
import { defaultPorts, type Target } from '../../wire/target.ts'
import type { TlsSettings } from '../../wire/tls/options.ts'
import type { Finding } from '../finding.ts'
import { holdSixSteps, type PlannedTransaction } from './hold.ts'
import { judgeSixSteps } from './judge.ts'
import { makeFinding } from './make-finding.ts'
import { composeMessages, type TestMessage } from './message.ts'
import type { AcceptedMessage, Practice } from './practice.ts'
import { profiles, type Profile, type ProfileName } from './profiles.ts'
import type { TestResult } from './result.ts'
import { speaksTls, wasSilent } from './tls-port.ts'

/** What is to be tested, and how. */
export interface TestRequest {
  /** Null: a practice server, started for the occasion. */
  readonly target: Target | null
  /** Where mail for the target goes. Its hosts are tried in their order, until one can be reached. */
  readonly route?: Route
  readonly family?: 4 | 6
  readonly connection?: Pick<SessionOptions, 'localAddress' | 'localPort' | 'resolver'>
  /** Whether STARTTLS is said. Default: where it is offered, if such a sender does that; never on the practice server. */
  readonly startTls?: StartTlsDemand
  /** TLS from the first octet, as with the scheme smtps. */
  readonly implicitTls?: boolean
  /** How TLS is done. */
  readonly tls?: TlsSettings
  /** How many days before its end a certificate should be renewed. Default 21. */
  readonly certDays?: number
  /** Default: mta. */
  readonly as?: ProfileName
  /** Without brackets; '' for the null reverse-path. */
  readonly from?: string
  readonly to?: readonly string[]
  /** Whether to send mail; without it the test ends behind the recipients. */
  readonly send?: boolean
  readonly subject?: string
  readonly helo?: string
  readonly login?: AuthRequest
  /** Whether the test ends behind the login. */
  readonly loginOnly?: boolean
  readonly timeouts?: Timeouts
  /** Is given the conversation before it begins, to watch it go on. */
  readonly watch?: (session: ClientSession) => void
}

/**
 * Hold the six steps of a mail with a server and judge them. What the server does, or does not do, is the result and
 * never an error.
 */
export async function testSixSteps(request: TestRequest): Promise<TestResult> {
  const { target, route, family } = request
  if (target && route) return testRoute(request, target, route)
  if (target) {
    const { host, port, scheme } = placeOf(target, request)
    return testAt(request, { kind: 'tcp', host, port, ...(family && { family }) }, scheme)
  }
  const { startPractice } = await import('./practice.ts')
  const practice = await startPractice()
  try {
    return await testAt(request, { kind: 'tcp', host: practice.host, port: practice.port }, null, practice)
  } finally {
    await practice.close()
  }
}

// RFC 5321 §5.1
async function testRoute(request: TestRequest, target: Target, route: Route): Promise<TestResult> {
  const { port, scheme } = placeOf(target, request)
  const destinations = destinationsOf(route, port)
  const missed: Finding[] = []
  for (const destination of destinations) {
    const result = await testAt(request, destination, scheme)
    const isLast = destination === destinations.at(-1)
    if (isLast || isReached(result.transcript)) return { ...result, route, findings: [...missed, ...result.findings] }
    missed.push(hostMissed(destination.host, result))
  }
  throw new TypeError('a route has a destination')
}

function isReached({ events }: Transcript): boolean {
  return events.some(({ kind }) => kind === 'open')
}

// RFC 5321 §5.1
function hostMissed(host: string, { steps }: TestResult): Finding {
  const { title = 'No connection', action = '' } = steps[0]?.explanation ?? {}
  return makeFinding({
    id: 'mx-unreachable',
    verdict: 'warn',
    title: 'A mail host cannot be reached',
    detail: `${host} comes earlier in the order: ${title}. The next host was tried.`,
    remedy: action,
    ref: 'RFC 5321 §5.1',
    events: [],
  })
}

interface Place extends Target {
  readonly port: number
}

/** Hold the six steps with one host. */
export async function testAt(
  request: TestRequest,
  endpoint: TcpEndpoint,
  scheme: Target['scheme'],
  practice: Practice | null = null,
): Promise<TestResult> {
  const { as = 'mta', send = false, login = null, loginOnly = false, helo = null, timeouts = patientTimeouts } = request
  const profile: Profile = profiles[as]
  const session = new ClientSession(endpoint, {
    ...request.connection,
    protocol: scheme === 'lmtp' ? 'lmtp' : 'smtp',
    implicitTls: request.implicitTls || scheme === 'smtps',
    ...(request.tls && { tls: request.tls }),
    timeouts,
  })
  request.watch?.(session)
  let messages: readonly TestMessage[] = []
  const loginTrouble = await holdSixSteps(session, async () => {
    const { from, to } = envelopeOf(request, profile, practice ? null : ownAddress(ownNameFor(session)))
    messages = await composeMessages({
      profile,
      from,
      to,
      subject: request.subject ?? null,
      host: from.split('@')[1] ?? hostname(),
      date: systemClock.date(),
      id: () => randomBytes(8).toString('hex'),
    })
    return {
      profile,
      helo: helo ?? (practice && profile.name === 'full' ? 'client.example.test' : null),
      login,
      startTls: request.startTls ?? (practice ? 'never' : null),
      transactions: loginOnly ? [] : planTransactions(profile, from, to, messages, send),
    }
  })
  const { transcript } = session
  return judgeSixSteps(transcript, {
    as,
    isPractice: practice !== null,
    send,
    login: login !== null,
    loginOnly,
    ...(loginTrouble && { loginTrouble }),
    ...(login?.mechanisms && { namedMechanisms: login.mechanisms }),
    messages: messages.map(({ subject, messageId, content }) => ({ subject, messageId, octets: content.length })),
    requiresTls: request.startTls === 'require',
    ...(request.certDays !== undefined && { certDays: request.certDays }),
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

export function placeOf({ host, port, scheme }: Target, request: TestRequest): Place {
  const { as = 'mta', route, implicitTls } = request
  const plain = implicitTls ? defaultPorts.smtps : route ? defaultPorts.smtp : profiles[as].port
  const usual = scheme === 'smtps' || scheme === 'lmtp' ? defaultPorts[scheme] : plain
  return { host, port: port ?? usual, scheme }
}

/** Who writes to whom, where it was not said: on the practice server its own people, elsewhere whoever must be there. */
// RFC 5321 §4.5.1
function envelopeOf({ from, to, route }: TestRequest, { testsWayBack }: Profile, own: string | null) {
  const [sender, recipients] = own
    ? [own, [route ? postmasterOf(route) : 'postmaster']]
    : testsWayBack
      ? ['staff@example.test', ['alice@example.test', 'bob@example.test', 'postmaster@example.test']]
      : ['alice@example.test', ['bob@example.test']]
  return { from: from ?? sender, to: to && to.length > 0 ? to : recipients }
}

/** A mail host may serve many domains, so here the domain is said too. */
function postmasterOf({ kind, domain }: Route): string {
  return kind === 'address-literal' ? `postmaster@${writeAddressLiteral(domain)}` : `postmaster@${domain}`
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
