import { isFullyQualified, parseAddressLiteral } from '../../protocol/domain.ts'
import type { ForwardPath, MailboxPath, ReversePath } from '../../protocol/path.ts'
import { writeAddress } from '../../protocol/path.ts'
import { createReply, type Reply } from '../../protocol/reply.ts'
import type { Clock } from '../../wire/clock.ts'
import type { Envelope, MessageWriter, Policy, SessionFacts, Verdict } from '../policy.ts'
import { BounceWriter } from './bounce.ts'
import { exampleDomain, expand, troubleOf, troubles, type PracticeDomain } from './domain.ts'
import { judgeHelo } from './helo.ts'

export interface PracticeOptions {
  readonly hostname: string
  readonly domain?: PracticeDomain
  /** Take mail for everybody, as no host on the Internet may. */
  readonly openRelay?: boolean
  readonly clock: Clock
}

/**
 * A policy that behaves as a real mail host does: only its own domain, only its own users, and reasons for every
 * refusal. What it accepts goes to `inner`.
 */
export class PracticePolicy implements Policy {
  readonly #options: PracticeOptions
  readonly #domain: PracticeDomain
  readonly #inner: Pick<Policy, 'message'>

  constructor(options: PracticeOptions, inner: Pick<Policy, 'message'>) {
    this.#options = options
    this.#domain = options.domain ?? exampleDomain
    this.#inner = inner
  }

  hello(name: string, session: SessionFacts): Verdict {
    return judgeHelo(name, this.#options.hostname, session)
  }

  mail(reversePath: ReversePath): Verdict {
    if (reversePath.kind === 'null') return null
    const address = writeAddress(reversePath)
    if (reversePath.domain === '') {
      return createReply(
        553,
        '5.1.7',
        `<${address}> has no domain: a full address is needed, as <${address}@${this.#domain.name}>`,
      )
    }
    if (!reversePath.literal && !isFullyQualified(reversePath.domain)) {
      return createReply(
        553,
        '5.1.8',
        `${reversePath.domain} is no full domain: a non-delivery report could not reach you`,
      )
    }
    if (!reversePath.literal && this.#isLocal(reversePath) && !this.#receives(reversePath)) {
      return createReply(550, '5.1.8', `There is no ${address} here: a non-delivery report could not reach you`)
    }
    return null
  }

  rcpt(path: ForwardPath, _params: unknown, _envelope: unknown, session: SessionFacts): Verdict {
    // Submission: who has logged in may send to anybody. RFC 6409 §3.3
    const mayRelay = this.#options.openRelay || session.user !== null
    if (!this.#isLocal(path)) return mayRelay ? null : this.#refuseRelay(path)
    // What it asks for has been done; for the rest it is as good as any other.
    if (troubleOf(path.localPart) !== null) return null
    if (/[@%!]/.test(path.localPart) && !mayRelay) return this.#refuseRelay(path)
    if (this.#receives(path)) return null
    const known = [...this.#domain.mailboxes, ...Object.keys(this.#domain.lists)].join(', ')
    return createReply(550, '5.1.1', `No such user here: ${writeAddress(path)}; there are ${known}`)
  }

  vrfy(argument: string): Verdict {
    const localPart = this.#localPartOf(argument)
    const members = expand(this.#domain, localPart)
    if (members.length === 0) return createReply(550, '5.1.1', `No such user here: ${argument}`)
    return createReply(250, '2.1.5', this.#pathTo(localPart.toLowerCase()))
  }

  expn(argument: string): Verdict {
    const name = this.#localPartOf(argument).toLowerCase()
    if (!Object.hasOwn(this.#domain.lists, name)) return createReply(550, '5.1.1', `No such list here: ${argument}`)
    return createReply(250, '2.1.5', ...this.#domain.lists[name]!.map((member) => this.#pathTo(member)))
  }

  help(): readonly string[] {
    const { name, mailboxes, lists } = this.#domain
    const onLists = Object.entries(lists).map(([list, members]) => `${list} goes to ${members.join(', ')}`)
    const width = Math.max(...Object.keys(troubles).map((each) => each.length))
    return [
      `Mailboxes at ${name}: ${mailboxes.join(', ')}${onLists.map((each) => `; ${each}`).join('')}`,
      'Recipients that make trouble on purpose:',
      ...Object.entries(troubles).map(([each, what]) => `  ${each}@${name}${' '.repeat(width - each.length)}  ${what}`),
    ]
  }

  message(envelope: Envelope, session: SessionFacts): MessageWriter {
    const writer = this.#inner.message(envelope, session)
    const wants = (trouble: string) =>
      envelope.recipients.some(
        ({ forwardPath }) => this.#isLocal(forwardPath) && troubleOf(forwardPath.localPart) === trouble,
      )
    if (!wants('bounce') || envelope.reversePath.kind === 'null') return writer
    const { hostname, clock } = this.#options
    return new BounceWriter(writer, envelope, {
      hostname,
      clock,
      failing: (path) => this.#isLocal(path) && troubleOf(path.localPart) === 'bounce',
      deliver: (report) => this.#inner.message(report, session),
    })
  }

  /** The mailboxes that a recipient's mail ends in, as addresses; the address itself where it is not ours. */
  mailboxes(path: ForwardPath): readonly string[] {
    if (!this.#isLocal(path)) return [writeAddress(path)]
    const members = expand(this.#domain, path.localPart)
    return members.length === 0 ? [writeAddress(path)] : members.map((member) => `${member}@${this.#domain.name}`)
  }

  asksForTrouble(address: string): boolean {
    const domain = address.slice(address.lastIndexOf('@') + 1)
    return this.#isLocal({ domain, literal: parseAddressLiteral(domain) })
  }

  #isLocal({ domain, literal }: Pick<MailboxPath, 'domain' | 'literal'>): boolean {
    const name = domain.toLowerCase()
    // RFC 5321 §4.5.1: <postmaster> needs no domain; and a host answers to its own address.
    return (
      name === '' ||
      name === this.#domain.name ||
      name === this.#options.hostname.toLowerCase() ||
      isLoopback(literal?.address)
    )
  }

  #receives(path: MailboxPath): boolean {
    if (path.domain === '' && path.localPart.toLowerCase() !== 'postmaster') return false
    return expand(this.#domain, path.localPart).length > 0
  }

  #refuseRelay(path: MailboxPath): Reply {
    return createReply(
      550,
      '5.7.1',
      `Relaying denied: mail for ${this.#domain.name} only, not for ${path.domain || writeAddress(path)}`,
    )
  }

  #localPartOf(argument: string): string {
    const [, address = argument] = /<([^>]*)>/.exec(argument) ?? []
    return address.trim().replace(new RegExp(`@${this.#domain.name.replaceAll('.', '\\.')}$`, 'i'), '')
  }

  #pathTo(localPart: string): string {
    return `<${localPart}@${this.#domain.name}>`
  }
}

function isLoopback(address: string | undefined): boolean {
  return address !== undefined && (address.startsWith('127.') || address === '::1')
}
