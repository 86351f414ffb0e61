import { readAddressPath } from '../../protocol/address.ts'
import { isFullyQualified, parseAddressLiteral } from '../../protocol/domain.ts'
import { findParam } from '../../protocol/params.ts'
import { writeAddress, type ForwardPath, type MailboxPath, type ReversePath } from '../../protocol/path.ts'
import { createReply, type Reply } from '../../protocol/reply.ts'
import type { Clock } from '../../wire/clock.ts'
import type { Departure } from '../departing-mail.ts'
import { HopLimitWriter } from '../hop-limit.ts'
import { shownName } from '../identity/refusal.ts'
import { takeOwn, type OwnMessage } from '../own-message.ts'
import type { Envelope, MessageWriter, Policy, SessionFacts, Verdict } from '../policy.ts'
import { DeliveryWriter, type DeliveryOptions } from './delivery.ts'
import { describeDomain, namesIn, shownAddress } from './describe.ts'
import { Directory, type Destination } from './directory.ts'
import { exampleDomain, troubleOf, troubles, type PracticeDomain, type Trouble } from './domain.ts'
import { judgeHelo } from './helo.ts'
import { findFull, type MeasureUsage } from './quotas.ts'
import { judgeSender } from './senders.ts'
import type { SortedRecipient } from './sorting.ts'

export interface PracticeOptions {
  readonly hostname: string
  readonly domain?: PracticeDomain
  /** Several, in place of `domain`. The first one is meant where none is named. */
  readonly domains?: readonly PracticeDomain[]
  /** Take mail for everybody, as no host on the Internet may. Nothing of it leaves. */
  readonly openRelay?: boolean
  readonly lmtp?: boolean
  /** Whether clients can log in: then it is a remedy. */
  readonly canLogIn?: boolean
  /** Takes over what is to leave. Default: nothing leaves. */
  readonly depart?: Departure
  /** Counts what lies in mailboxes, for quotas. Default: nobody counts. */
  readonly usage?: MeasureUsage
  readonly clock: Clock
}

/**
 * A policy that behaves as a real mail host does: only its own domains, only its own users, and reasons for every
 * refusal. What it accepts goes to `inner`, and what is to leave, to `depart`.
 */
export class PracticePolicy implements Policy {
  readonly #options: PracticeOptions
  readonly #directory: Directory
  readonly #inner: Pick<Policy, 'message'>

  constructor(options: PracticeOptions, inner: Pick<Policy, 'message'>) {
    this.#options = options
    const [first = options.domain ?? exampleDomain, ...others] = options.domains ?? []
    this.#directory = new Directory([first, ...others], options.hostname)
    this.#inner = inner
  }

  hello(name: string, session: SessionFacts): Verdict {
    return judgeHelo(name, this.#options.hostname, session)
  }

  mail(reversePath: ReversePath): Verdict {
    if (reversePath.kind === 'null') return null
    const address = writeAddress(reversePath)
    if (reversePath.domain === '') {
      const full = `${address}@${this.#directory.domains[0].name}`
      return createReply(553, '5.1.7', `<${address}> has no domain: a full address is needed, as <${full}>`)
    }
    if (!reversePath.literal && !isFullyQualified(reversePath.domain)) {
      return createReply(
        553,
        '5.1.8',
        `${reversePath.domain} is no full domain: a non-delivery report could not reach you`,
      )
    }
    if (!reversePath.literal && this.#isLocal(reversePath) && !this.#directory.find(reversePath)) {
      return createReply(550, '5.1.8', `There is no ${address} here: a non-delivery report could not reach you`)
    }
    return null
  }

  rcpt(path: ForwardPath, _params: unknown, envelope: Envelope, session: SessionFacts): Verdict {
    // Submission: who has logged in may send to anybody. RFC 6409 §3.3
    const mayRelay = this.#options.openRelay || session.user !== null
    if (!this.#isLocal(path)) return mayRelay ? null : this.#refuseRelay(`for ${shownName(path.domain)}`)
    // What it asks for has been done; for the rest it is as good as any other.
    if (this.#troubleOf(path) !== null) return null
    if (/[@%!]/.test(path.localPart) && !mayRelay)
      return this.#refuseRelay(`along the route in the local part of ${writeAddress(path)}`)
    const found = this.#directory.find(path)
    if (!found) {
      const known = namesIn(this.#directory.domainOf(path)!)
      return createReply(550, '5.1.1', `No such user here: ${writeAddress(path)}; there are ${known}`)
    }
    return judgeSender(found.closed, writeAddress(envelope.reversePath), session) ?? this.#judgeRoom(found, envelope)
  }

  vrfy(argument: string): Verdict {
    const path = this.#pathOf(argument)
    if (!path || !this.#directory.find(path)) return createReply(550, '5.1.1', `No such user here: ${argument}`)
    return createReply(
      250,
      '2.1.5',
      `<${shownAddress(`${path.localPart.toLowerCase()}@${this.#directory.domainOf(path)!.name}`)}>`,
    )
  }

  expn(argument: string): Verdict {
    const path = this.#pathOf(argument)
    const found = path && this.#directory.list(path)
    if (!found) return createReply(550, '5.1.1', `No such list here: ${argument}`)
    const { list, domain } = found
    const members = list.members.map((member) => shownAddress(this.#directory.address(member, domain)))
    return createReply(250, '2.1.5', ...members.map((member) => `<${member}>`))
  }

  help(): readonly string[] {
    const { domains } = this.#directory
    const width = Math.max(...Object.keys(troubles).map((each) => each.length))
    const of = (each: string) => `${each}@${shownName(domains[0].name)}${' '.repeat(width - each.length)}`
    return [
      ...domains.map(describeDomain),
      'Recipients that make trouble on purpose:',
      ...Object.entries(troubles).map(([each, what]) => `  ${of(each)}  ${what}`),
    ]
  }

  message(envelope: Envelope, session: SessionFacts): MessageWriter {
    const writer = this.#inner.message(envelope, session)
    const { hostname, clock, lmtp = false, depart = null, usage } = this.#options
    const sorted = envelope.recipients.map((recipient): SortedRecipient => {
      const { forwardPath } = recipient
      const trouble = this.#isLocal(forwardPath) ? this.#troubleOf(forwardPath) : null
      const destination = trouble === null ? this.#directory.find(forwardPath) : null
      return { recipient, destination, isToFail: trouble === 'bounce' }
    })
    const mailboxes = sorted.flatMap(({ destination }) => destination?.mailboxes ?? [])
    const hasQuota = mailboxes.some((mailbox) => this.#directory.quotaOf(mailbox))
    const options: DeliveryOptions = {
      hostname,
      lmtp,
      clock,
      sorted,
      depart,
      reason: session.isOwn ? 'report' : session.user === null ? null : 'submission',
      // A report finds room: there is nobody left to tell otherwise.
      full: usage && hasQuota && !session.isOwn ? (names, size) => findFull(names, size, this.#directory, usage) : null,
      report: (to, content, id) => this.#report({ to, content, id }, session),
    }
    const delivering = DeliveryWriter.isNeeded(options, envelope)
      ? new DeliveryWriter(writer, envelope, options)
      : writer
    return session.isOwn ? delivering : new HopLimitWriter(delivering)
  }

  /** The mailboxes that a recipient's mail ends in, as addresses; the address itself where it is not ours. */
  mailboxes(path: ForwardPath): readonly string[] {
    const found = this.#troubleOf(path) === null ? this.#directory.find(path) : null
    return found ? [...found.mailboxes, ...found.outside.map(({ address }) => address)] : [writeAddress(path)]
  }

  asksForTrouble(address: string): boolean {
    const at = address.lastIndexOf('@')
    const domain = address.slice(at + 1)
    const path = { localPart: address.slice(0, at), domain, literal: parseAddressLiteral(domain) }
    return this.#isLocal(path) && this.#troubleOf(path) !== null
  }

  /** What a local part asks for; nothing where it truly is somebody's. */
  #troubleOf(path: Pick<MailboxPath, 'domain' | 'literal' | 'localPart'>): Trouble | null {
    return this.#directory.isNamed(path) ? null : troubleOf(path.localPart)
  }

  #isLocal(path: Pick<MailboxPath, 'domain' | 'literal'>): boolean {
    return this.#directory.domainOf(path) !== null
  }

  /** At RCPT, where the client can still send it elsewhere; of lists, one full member is no reason. */
  #judgeRoom({ kind, mailboxes, outside }: Destination, { params }: Envelope): Verdict {
    const { usage } = this.#options
    const [mailbox, ...others] = mailboxes
    if (!usage || kind === 'list' || !mailbox || others.length > 0 || outside.length > 0) return null
    if (!this.#directory.quotaOf(mailbox)) return null
    const size = Number(findParam(params, 'SIZE')?.value ?? 0)
    return findFull([mailbox], size, this.#directory, usage).then(([full]) => full?.reply ?? null)
  }

  #refuseRelay(to: string): Reply {
    const served = this.#directory.domains.map(({ name }) => shownName(name)).join(', ')
    const text = `Relaying denied: mail for ${served} only, not ${to}`
    if (!this.#options.canLogIn) return createReply(550, '5.7.1', text)
    return createReply(550, '5.7.1', text, 'To send elsewhere, log in first (AUTH), from a scanner or a program too')
  }

  /**
   * A report for who sent a message. It leaves this host only where we know who that is: else anybody could have us
   * write to anybody, in the name of a report.
   */
  async #report({ to, content, id }: OwnMessage, session: SessionFacts): Promise<void> {
    const path = readAddressPath(to)
    const mayLeave = session.user !== null || (path !== null && this.#isLocal(path))
    const policy = mayLeave ? this : this.#inner
    const { hostname } = this.#options
    await takeOwn({ policy, hostname }, { id, to, content }, session.id)
  }

  /** What VRFY and EXPN name: an address, or a local part of the first domain, with brackets or without. */
  #pathOf(argument: string): MailboxPath | null {
    const [, address = argument] = /<([^>]*)>/.exec(argument) ?? []
    const text = address.trim()
    return readAddressPath(text.includes('@') ? text : `${text}@${this.#directory.domains[0].name}`)
  }
}
