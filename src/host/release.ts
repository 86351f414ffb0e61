import { readAddressPath } from '../protocol/address.ts'
import { concat, encode } from '../protocol/bytes.ts'
import type { OutgoingMessage, OutgoingRoute } from '../store/outgoing.ts'
import type { Store, StoredMessage } from '../store/store.ts'
import { formatHostPort } from '../wire/target.ts'
import type { AllowList } from './allow-list.ts'
import { isSameHost, type NamedHost } from './named-host.ts'
import type { OutgoingQueue } from './queue.ts'

/** What is to be sent on, and to whom. */
export interface ReleaseRequest {
  readonly to: readonly string[]
  /** Who is told of failures; '' for nobody. Default: the reverse-path that it came with. */
  readonly from?: string
  /** "smart-host", "mx", or one of the hosts that the operator allows, as "192.0.2.1:25". Default: the usual way. */
  readonly route?: string
}

/** Why a message is not released. */
export class ReleaseError extends Error {
  override readonly name = 'ReleaseError'
  /** "off": the operator allows none. "invalid": the request makes no sense. */
  readonly kind: 'off' | 'not-found' | 'forbidden' | 'invalid'

  constructor(kind: ReleaseError['kind'], message: string) {
    super(message)
    this.kind = kind
  }
}

export interface ReleaseOptions {
  readonly store: Pick<Store, 'get'>
  readonly queue: OutgoingQueue
  readonly allowed: AllowList
  readonly hosts: readonly NamedHost[]
  readonly ways: { readonly smartHost: boolean; readonly mx: boolean }
}

/**
 * Send a message that is kept on to real people: only to whom the operator allows.
 * @throws ReleaseError
 */
export async function release(id: string, request: ReleaseRequest, options: ReleaseOptions): Promise<OutgoingMessage> {
  const { store, queue, allowed } = options
  if (allowed.isEmpty) throw new ReleaseError('off', 'release is off: allow it with --release-to ADDRESS')
  const recipients = readRecipients(request.to, allowed)
  const route = readRoute(request.route, options)
  const message = await store.get(id)
  if (!message) throw new ReleaseError('not-found', `there is no message ${id}`)
  const mail = {
    reason: 'release',
    messageId: id,
    reversePath: readFrom(request.from ?? message.from, request.from !== undefined),
    params: message.params.mail.filter((param) => /^(?:SMTPUTF8$|BODY=BINARYMIME$|REQUIRETLS$)/i.test(param)),
    recipients,
    content: await contentOf(message),
  } as const
  return queue.enqueue(mail, route)
}

function readRecipients(to: readonly string[], allowed: AllowList): OutgoingMessage['recipients'] {
  if (to.length === 0) throw new ReleaseError('invalid', 'to whom? Name at least one address')
  return to.map((text) => {
    const path = readAddressPath(text)
    if (!path || path.domain === '') throw new ReleaseError('invalid', `"${text}" is no address: write bob@example.org`)
    if (!allowed.allows(path))
      throw new ReleaseError('forbidden', `${text} is not among the addresses that --release-to allows`)
    return { address: text, params: [], state: 'waiting', answer: null }
  })
}

function readFrom(from: string, isAsked: boolean): string {
  if (from === '' || readAddressPath(from)?.domain) return from
  if (isAsked) throw new ReleaseError('invalid', `"${from}" is no address: write alice@example.org`)
  // It came in like that; where it goes, it would be refused.
  return ''
}

/** Null: the usual way. @throws ReleaseError where the operator does not allow it */
function readRoute(text: string | undefined, { hosts, ways, queue }: ReleaseOptions): OutgoingRoute {
  const usual = queue.route ?? (hosts[0] ? { kind: 'host', host: hosts[0].host, port: hosts[0].port } : null)
  if (text === undefined && usual) return usual
  if (text === 'smart-host' && ways.smartHost) return { kind: 'smart-host' }
  if (text === 'mx' && ways.mx) return { kind: 'mx' }
  const named = hosts.find(({ host, port }) => formatHostPort(host, port).toLowerCase() === text?.toLowerCase())
  if (named && hosts.some((each) => isSameHost(each, named)))
    return { kind: 'host', host: named.host, port: named.port }
  const known = [...(ways.smartHost ? ['smart-host'] : []), ...(ways.mx ? ['mx'] : []), ...hosts.map(nameOf)]
  throw new ReleaseError('forbidden', `there is no way out called "${text ?? ''}"; there are ${known.join(', ')}`)
}

function nameOf({ host, port }: NamedHost): string {
  return formatHostPort(host, port)
}

/** With the trace fields that we put on top, but for Return-Path: that is for the last host. RFC 5321 §4.4 */
async function contentOf({ trace, content }: StoredMessage): Promise<Uint8Array> {
  return concat([encode(trace.replace(/^Return-Path:[^\n]*\n/i, '')), await content.bytes()])
}
