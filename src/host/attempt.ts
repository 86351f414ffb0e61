import type { Param } from '../protocol/params.ts'
import type { SmtpError } from '../client/error.ts'
import type { SessionOptions } from '../client/session.ts'
import type { DeliveryAttempt, OutgoingMessage } from '../store/outgoing.ts'
import type { TcpEndpoint } from '../wire/dial.ts'
import { ownFate, type AttemptFate } from './fate.ts'
import { handOver, type Consignment, type HandOver, type HandOverOptions } from './hand-over.ts'
import type { NamedHost } from './named-host.ts'
import { readParam } from './params.ts'
import { findWay, type WayOptions } from './ways.ts'

export interface AttemptOptions extends WayOptions {
  readonly hostname: string
  readonly session: Pick<SessionOptions, 'timeouts' | 'clock' | 'localAddress'>
}

/** What one attempt has come to. */
export interface AttemptResult {
  /** By address, for every recipient that was still waiting. */
  readonly fates: ReadonlyMap<string, AttemptFate>
  /** One for each host that was spoken to, or sought. */
  readonly attempts: readonly DeliveryAttempt[]
}

type Recipients = Consignment['recipients']

/** Mail hosts of one domain that are tried in one go. */
const MOST_HOSTS = 5

/** Try to deliver a message to all who are still waiting for it, each domain's at its own host. */
export async function attempt(
  message: OutgoingMessage,
  content: Uint8Array,
  options: AttemptOptions,
  { date, signal }: { readonly date: Date; readonly signal: AbortSignal },
): Promise<AttemptResult> {
  const fates = new Map<string, AttemptFate>()
  const attempts: DeliveryAttempt[] = []
  for (const recipients of groups(message)) {
    const params = message.params.map(readParam)
    const found = await deliver(
      { reversePath: message.reversePath, params, recipients, content },
      message,
      options,
      signal,
    )
    for (const [address, fate] of found) fates.set(address, fate)
    attempts.push(summarize(found, date))
  }
  return { fates, attempts }
}

/** Who can be served in one conversation: by MX those of one domain, else all. */
function groups({ recipients, route }: OutgoingMessage): readonly Recipients[] {
  const waiting = recipients
    .filter(({ state }) => state === 'waiting')
    .map(({ address, params }) => ({ address, params: params.map(readParam) }))
  if (route.kind !== 'mx') return inHundreds(waiting)
  const byDomain = new Map<string, { address: string; params: Param[] }[]>()
  for (const recipient of waiting) {
    const domain = recipient.address.slice(recipient.address.lastIndexOf('@') + 1).toLowerCase()
    byDomain.set(domain, [...(byDomain.get(domain) ?? []), recipient])
  }
  return [...byDomain.values()].flatMap(inHundreds)
}

/** As many as every host has to take in one transaction. RFC 5321 §4.5.3.1.8 */
const MOST_RECIPIENTS = 100

function inHundreds(recipients: Recipients): Recipients[] {
  const count = Math.ceil(recipients.length / MOST_RECIPIENTS)
  return Array.from({ length: count }, (_, i) => recipients.slice(i * MOST_RECIPIENTS, (i + 1) * MOST_RECIPIENTS))
}

type Fates = ReadonlyMap<string, AttemptFate>

async function deliver(
  consignment: Consignment,
  { route }: OutgoingMessage,
  options: AttemptOptions,
  signal: AbortSignal,
): Promise<Fates> {
  const { recipients } = consignment
  const forAll = (fate: AttemptFate): Fates => new Map(recipients.map(({ address }) => [address, fate]))
  const way = await findWay(route, recipients[0]!.address, options)
  if (way.kind === 'none') return forAll(way.fate)
  const common = { ...options.session, resolver: options.resolver, helloName: options.hostname, signal }
  const told =
    way.kind === 'named' ? await toNamed(consignment, way.host, common) : await toMx(consignment, way.endpoints, common)
  return told.kind === 'answered' ? told.fates : forAll(unreached(told))
}

type Common = Omit<HandOverOptions, 'startTls'>

function toNamed(consignment: Consignment, named: NamedHost, common: Common): Promise<HandOver> {
  const { host, port, startTls = 'auto', implicitTls = false, tls, auth } = named
  return handOver(
    consignment,
    { kind: 'tcp', host, port },
    { ...common, implicitTls, startTls: implicitTls ? 'never' : startTls, ...(tls && { tls }), ...(auth && { auth }) },
  )
}

/** One host after the other, until one of them has an answer about the mail. RFC 5321 §5.1 */
async function toMx(consignment: Consignment, endpoints: readonly TcpEndpoint[], common: Common): Promise<HandOver> {
  let told: HandOver | null = null
  for (const endpoint of endpoints.slice(0, MOST_HOSTS)) {
    told = await opportunistically(consignment, endpoint, common)
    if (told.kind === 'answered' || common.signal.aborted) break
  }
  return told!
}

/** With TLS where that works. Where only the handshake fails, in clear: others could have read it there too. */
async function opportunistically(consignment: Consignment, endpoint: TcpEndpoint, common: Common): Promise<HandOver> {
  const told = await handOver(consignment, endpoint, { ...common, startTls: 'auto' })
  const hasFailed = told.kind === 'unreached' && (told.trouble.kind === 'tls' || told.trouble.phase === 'starttls')
  return hasFailed ? handOver(consignment, endpoint, { ...common, startTls: 'never' }) : told
}

/** Whoever is at fault, the mail is not: it waits. A host that greets with 5yz may be mended. */
function unreached({ host, trouble }: Extract<HandOver, { readonly kind: 'unreached' }>): AttemptFate {
  return ownFate('waiting', statusOf(trouble), trouble.message, host)
}

// RFC 3463 §3.5
function statusOf({ kind, phase }: SmtpError): string {
  if (kind === 'timeout') return '4.4.1'
  if (phase === 'resolve') return '4.4.3'
  if (phase === 'auth') return '4.7.0'
  return kind === 'tls' || phase === 'starttls' ? '4.7.5' : '4.4.1'
}

function summarize(fates: Fates, date: Date): DeliveryAttempt {
  const all = [...fates.values()]
  const count = (state: AttemptFate['state']) => all.filter((fate) => fate.state === state).length
  const outcome =
    count('delivered') === all.length
      ? 'delivered'
      : count('delivered') > 0
        ? 'partly'
        : count('waiting') > 0
          ? 'deferred'
          : 'failed'
  const telling = all.find(({ state }) => state === 'failed') ?? all.find(({ state }) => state === 'waiting') ?? all[0]!
  return { at: date.toISOString(), host: telling.host, outcome, detail: telling.answer }
}
