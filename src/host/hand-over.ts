import { isAscii, encode } from '../protocol/bytes.ts'
import { findParam, type Param } from '../protocol/params.ts'
import { classOf, isPositive } from '../protocol/reply.ts'
import type { AuthRequest } from '../client/auth.ts'
import { rejected, SmtpError } from '../client/error.ts'
import { hello } from '../client/hello.ts'
import { LineMender } from '../client/mend-lines.ts'
import { doubtsOnRequireTls } from '../client/require-tls.ts'
import { ClientSession, type SessionOptions } from '../client/session.ts'
import { startTlsAs, type StartTlsDemand } from '../client/starttls.ts'
import { mailParams, transact, type RecipientResult, type TransactionResult } from '../client/transaction.ts'
import type { TcpEndpoint } from '../wire/dial.ts'
import { formatHostPort } from '../wire/target.ts'
import { fateInAnother, fateOf, ownFate, type AttemptFate } from './fate.ts'

/** A message for some recipients that one host is to take. */
export interface Consignment {
  readonly reversePath: string
  /** Parameters of MAIL, as they came in with the message. */
  readonly params: readonly Param[]
  readonly recipients: readonly { readonly address: string; readonly params: readonly Param[] }[]
  readonly content: Uint8Array
}

export interface HandOverOptions extends SessionOptions {
  readonly helloName: string
  readonly startTls: StartTlsDemand
  readonly auth?: AuthRequest
  /** Drops the connection. */
  readonly signal: AbortSignal
}

/** What came of a conversation with one host. */
export type HandOver = {
  /** "mx.example.test [192.0.2.1]:25" */
  readonly host: string
} & (
  | { readonly kind: 'answered'; readonly fates: ReadonlyMap<string, AttemptFate> }
  /** It did not come to the mail: another host may take it. */
  | { readonly kind: 'unreached'; readonly trouble: SmtpError }
)

/** One conversation from the connection to QUIT, in which a host takes a message or does not. */
export async function handOver(
  consignment: Consignment,
  endpoint: TcpEndpoint,
  options: HandOverOptions,
): Promise<HandOver> {
  const session = new ClientSession(endpoint, { ...options, keepData: 0, keepTotal: 64 * 1024 })
  const drop = () => session.close('timeout')
  options.signal.addEventListener('abort', drop)
  try {
    await introduce(session, options)
    const host = describeHost(session, endpoint)
    const fates = await offer(session, consignment, host)
    await session.quit()
    return { kind: 'answered', host, fates }
  } catch (error) {
    if (!(error instanceof SmtpError)) throw error
    const hasAnswered = error.kind === 'rejected' || error.kind === 'unsupported'
    if (hasAnswered) await session.quit()
    return { kind: 'unreached', host: describeHost(session, endpoint), trouble: error }
  } finally {
    options.signal.removeEventListener('abort', drop)
    session.close()
  }
}

/** Up to where mail can be offered. @throws SmtpError */
async function introduce(session: ClientSession, options: HandOverOptions): Promise<void> {
  const { helloName, startTls, auth } = options
  await session.open()
  const greeting = await session.reply('greeting')
  if (greeting.code !== 220) throw rejected('greeting', null, greeting)
  await greet(session, helloName)
  if (await startTlsAs(startTls, session, () => {})) await greet(session, helloName)
  if (!auth) return
  // Loaded where it is needed: cryptography takes its time.
  const { authenticate } = await import('../client/auth.ts')
  await authenticate(session, auth)
}

async function greet(session: ClientSession, name: string): Promise<void> {
  const { verb, reply } = await hello(session, name)
  if (!isPositive(reply)) throw rejected('hello', `${verb} ${name}`, reply)
}

async function offer(
  session: ClientSession,
  consignment: Consignment,
  host: string,
): Promise<ReadonlyMap<string, AttemptFate>> {
  const { reversePath, params, recipients } = consignment
  const lacking = whatIsLacking(session, consignment, host)
  if (lacking) return new Map(recipients.map(({ address }) => [address, lacking]))
  const hasDsn = session.capabilities.has('DSN')
  const passedOn = (of: readonly Param[], keywords: readonly string[]) =>
    of.filter(({ keyword }) => keywords.includes(keyword))
  const isBinary = isBinaryMime(params)
  const given = passedOn(params, ['REQUIRETLS', ...(isBinary ? ['BODY'] : []), ...(hasDsn ? ['RET', 'ENVID'] : [])])
  // A lone LF may end the mail data of who reads it, and what follows would be commands. RFC 5321 §2.3.8
  const content = isBinary ? consignment.content : new LineMender().write(consignment.content)
  const facts = { size: content.length, isEightBit: !isAscii(content), needsUtf8: needsUtf8(consignment) }
  const result = await transact(session, {
    from: reversePath,
    mailParams: mailParams(session, facts, given),
    to: recipients.map(({ address, params }) => ({
      address,
      params: hasDsn ? passedOn(params, ['NOTIFY', 'ORCPT']) : [],
    })),
    content,
    pipelining: true,
    reset: false,
    ...(isBinary && { chunkSize: 256 * 1024 }),
  })
  const fateIn = (recipient: RecipientResult) => fateOfRecipient(recipient, result, host, hasDsn)
  return new Map(result.recipients.map((recipient) => [recipient.address, fateIn(recipient)]))
}

function fateOfRecipient(
  { reply, fate }: RecipientResult,
  { sender, data, message, failure }: TransactionResult,
  host: string,
  hasDsn: boolean,
): AttemptFate {
  if (sender && !isPositive(sender)) return fateOf(sender, host)
  if (reply && classOf(reply.code) === 'permanent' && fate === 'later') return fateInAnother(reply, host)
  if (reply && !isPositive(reply)) return fateOf(reply, host)
  if (reply && data && data.code !== 354) return fateOf(data, host)
  if (reply && message) return fateOf(message, host, hasDsn)
  const why = failure?.message ?? 'the server said 421 before it came to this recipient'
  return ownFate('waiting', '4.4.2', why, host)
}

/** What the message needs and the host does not have: nobody may pass it on there. */
function whatIsLacking(session: ClientSession, consignment: Consignment, host: string): AttemptFate | null {
  const { capabilities } = session
  const { params, content } = consignment
  const fail = (status: string, text: string) => ownFate('failed', status, `${host} ${text}`, host)
  // RFC 8689 §4.2.1
  if (findParam(params, 'REQUIRETLS')) {
    if (!capabilities.has('REQUIRETLS')) return fail('5.7.30', 'does not offer REQUIRETLS, which the sender demands')
    const [doubt] = doubtsOnRequireTls(session, params)
    if (doubt !== undefined) return ownFate('failed', '5.7.10', doubt, host)
  }
  // RFC 6531 §3.5
  if (needsUtf8(consignment) && !capabilities.has('SMTPUTF8'))
    return fail('5.6.7', 'does not offer SMTPUTF8, which the addresses or the header need')
  // RFC 3030 §3
  if (isBinaryMime(params) && !(capabilities.has('BINARYMIME') && capabilities.has('CHUNKING')))
    return fail('5.6.1', 'does not offer BINARYMIME, which the message needs')
  // RFC 6152 §3
  if (!isAscii(content) && !capabilities.has('8BITMIME'))
    return fail('5.6.3', 'does not offer 8BITMIME, which the message needs')
  return null
}

function needsUtf8({ reversePath, recipients, params }: Consignment): boolean {
  const addresses = [reversePath, ...recipients.map(({ address }) => address)]
  return findParam(params, 'SMTPUTF8') !== undefined || addresses.some((address) => !isAscii(encode(address)))
}

function isBinaryMime(params: readonly Param[]): boolean {
  return findParam(params, 'BODY')?.value?.toUpperCase() === 'BINARYMIME'
}

/** The name, and the address that it was reached at. */
function describeHost({ transcript }: ClientSession, { host, port }: TcpEndpoint): string {
  const open = transcript.events.find((event) => event.kind === 'open')
  const address = open?.remote?.replace(/:\d+$/, '').replace(/^\[|\]$/g, '')
  return address === undefined || address === host ? formatHostPort(host, port) : `${host} [${address}]:${port}`
}
