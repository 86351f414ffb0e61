import { writeAddress, type ForwardPath, type ReversePath } from '../../protocol/path.ts'
import type { Reply } from '../../protocol/reply.ts'
import type { Clock } from '../../wire/clock.ts'
import { within } from '../../wire/identity/in-time.ts'
import type { SpfVerdict } from '../../wire/identity/mailauth.ts'
import { createResolver } from '../../wire/resolver/create.ts'
import type { Resolver } from '../../wire/resolver/resolver.ts'
import { systemServers } from '../../wire/resolver/server-address.ts'
import type { Guard } from '../guarded-policy.ts'
import type { Envelope, MessageWriter, SessionFacts, Verdict } from '../policy.ts'
import { AuthenticatingWriter } from './authentication.ts'
import { judgeHeloName, judgeReverse } from './client-demands.ts'
import type { DemandOptions } from './demands.ts'
import { Farewells } from './farewells.ts'
import { Greylist } from './greylist.ts'
import { Known } from './known.ts'
import { judgeDomainListings, judgeListings } from './list-demands.ts'
import { judgeMessage } from './message-demands.ts'
import { refusal, unsure, writeGreetingRefusal, writeRefusal, type Refusal } from './refusal.ts'
import { judgeSenderAddress, judgeSenderDomain, judgeSpf } from './sender-demands.ts'
import type { ClientVerdicts } from './results-field.ts'

/** The host that demands. */
export interface Host {
  readonly hostname: string
  readonly clock: Clock
}

/** Holds clients against what is demanded of them. Whatever is looked up has a time limit. */
export class IdentityGuard implements Guard {
  readonly #demanded: ReadonlySet<string>
  readonly #options: DemandOptions
  readonly #host: Host
  readonly #resolver: Resolver
  readonly #timeout: number
  readonly #known = new WeakMap<SessionFacts, Known>()
  readonly #greylist: Greylist
  readonly #farewells: Farewells

  constructor(options: DemandOptions, host: Host) {
    this.#options = options
    this.#host = host
    this.#demanded = new Set(options.demands)
    this.#resolver = options.resolver ?? createResolver({ servers: systemServers() })
    this.#timeout = options.timeout ?? 10_000
    this.#greylist = new Greylist(host.clock, options.greylist)
    this.#farewells = new Farewells(host.clock)
  }

  connect(session: SessionFacts): Verdict {
    if (this.#isFree(session)) return null
    const wait = this.#wants('early-talker')
    const look = !this.#options.delayed && this.#wants('quit', 'ptr', 'ptr-confirmed', 'blocklist')
    return wait || look ? this.#welcome(session, wait, look) : null
  }

  hello(name: string, session: SessionFacts): Verdict {
    const wanted = ['helo-name', 'helo-exists', 'helo-address', 'domain-blocklist'] as const
    if (this.#options.delayed || this.#isFree(session) || !this.#wants(...wanted)) return null
    return this.#decide(() => this.#judgeHelo(name, session), 'whether your name exists')
  }

  mail(path: ReversePath, _params: unknown, session: SessionFacts): Verdict {
    if (this.#isFree(session)) return null
    const wanted = ['sender-exists', 'sender-address', 'domain-blocklist', 'spf'] as const
    if (!this.#options.delayed && !this.#wants(...wanted)) return null
    return this.#decide(() => this.#judgeSender(path, session), 'who you are')
  }

  rcpt(path: ForwardPath, _params: unknown, { reversePath }: Envelope, session: SessionFacts): Verdict {
    if (this.#isFree(session) || !this.#wants('greylist')) return null
    const left = this.#greylist.meet(session.clientAddress, writeAddress(reversePath), writeAddress(path))
    if (left === 0) return null
    const seconds = Math.ceil(left / 1000)
    // RFC 6647 §2.4
    const why = `Greylisted: you have not yet written to <${writeAddress(path)}> from there`
    return writeRefusal(refusal(450, '4.7.1', why, `Come again in ${seconds} s, as every mail host does`))
  }

  around(writer: MessageWriter, envelope: Envelope, session: SessionFacts): MessageWriter {
    const { record = true, isExempt } = this.#options
    if (isExempt?.(session)) return writer
    const isFree = session.user !== null
    if (!record && (isFree || !this.#wants('dkim', 'dmarc'))) return writer
    return new AuthenticatingWriter(writer, {
      hostname: this.#host.hostname,
      resolver: this.#resolver,
      timeout: this.#timeout,
      clock: this.#host.clock,
      record,
      facts: () => this.#factsInTime(envelope, session),
      judge: (verdicts) => (isFree ? null : this.#reply(judgeMessage(verdicts, this.#demanded))),
    })
  }

  /** Where we have hung up, nobody could say QUIT. */
  closed({ clientAddress }: SessionFacts, hasQuit: boolean, by: 'client' | 'server'): void {
    if (clientAddress === null || !this.#wants('quit')) return
    if (hasQuit || by === 'client') this.#farewells.left(clientAddress, hasQuit)
  }

  #wants(...demands: readonly DemandOptions['demands'][number][]): boolean {
    return demands.some((each) => this.#demanded.has(each))
  }

  #isFree(session: SessionFacts): boolean {
    return session.user !== null || (this.#options.isExempt?.(session) ?? false)
  }

  #knownOf(session: SessionFacts): Known {
    const known = this.#known.get(session) ?? new Known(this.#resolver)
    this.#known.set(session, known)
    return known
  }

  async #welcome(session: SessionFacts, wait: boolean, look: boolean): Promise<Reply | null> {
    if (wait) {
      await new Promise((resolve) => setTimeout(resolve, this.#options.pause ?? 1000))
      if (session.isEarly) return writeGreetingRefusal(earlyTalker)
    }
    const found = look ? await this.#inTime(() => this.#judgeClient(session), 'who you are') : null
    return found && this.#isMeant(found) ? writeGreetingRefusal(found) : null
  }

  async #decide(judge: () => Promise<Refusal | null>, what: string): Promise<Reply | null> {
    return this.#reply(await this.#inTime(judge, what))
  }

  #inTime(judge: () => Promise<Refusal | null>, what: string): Promise<Refusal | null> {
    const late = `no answer within ${this.#timeout / 1000} s`
    return within(this.#timeout, judge(), () => unsure(what, late))
  }

  #reply(found: Refusal | null): Reply | null {
    return found && this.#isMeant(found) ? writeRefusal(found) : null
  }

  /** Doubts are held against nobody where it was told so. */
  #isMeant({ isDoubt }: Refusal): boolean {
    return !isDoubt || this.#options.ifUnsure !== 'pass'
  }

  async #judgeClient(session: SessionFacts): Promise<Refusal | null> {
    const { clientAddress } = session
    if (clientAddress === null) return null
    return firstMeant(
      [
        () => (this.#wants('quit') ? this.#judgeFarewells(clientAddress) : null),
        () =>
          this.#wants('ptr', 'ptr-confirmed')
            ? judgeReverse(clientAddress, this.#wants('ptr-confirmed'), this.#knownOf(session))
            : null,
        () =>
          this.#wants('blocklist')
            ? judgeListings(this.#options.blocklists ?? ['zen.spamhaus.org'], clientAddress, this.#knownOf(session))
            : null,
      ],
      (each) => this.#isMeant(each),
    )
  }

  #judgeHelo(name: string, session: SessionFacts): Promise<Refusal | null> {
    const known = this.#knownOf(session)
    return firstMeant(
      [
        () => judgeHeloName(name, session.clientAddress, this.#demanded, known),
        () => this.#judgeDomain(name, 'Your name', known),
      ],
      (each) => this.#isMeant(each),
    )
  }

  #judgeDomain(domain: string, whose: string, known: Known): Promise<Refusal | null> | null {
    if (!this.#wants('domain-blocklist')) return null
    return judgeDomainListings(this.#options.domainBlocklists ?? ['dbl.spamhaus.org'], domain, whose, known)
  }

  #judgeSender(path: ReversePath, session: SessionFacts): Promise<Refusal | null> {
    const known = this.#knownOf(session)
    const helo = session.helo ?? ''
    const delayed = this.#options.delayed === true
    return firstMeant(
      [
        () => (delayed ? this.#judgeClient(session) : null),
        () => (delayed ? this.#judgeHelo(helo, session) : null),
        () => (this.#wants('sender-exists') && path.kind === 'mailbox' ? judgeSenderDomain(path, known) : null),
        () => (this.#wants('sender-address') && path.kind === 'mailbox' ? judgeSenderAddress(path, helo, known) : null),
        () => (path.kind === 'mailbox' ? this.#judgeDomain(path.domain, 'The domain of the sender', known) : null),
        () => (this.#wants('spf') ? this.#judgeSpf(path, session) : null),
      ],
      (each) => this.#isMeant(each),
    )
  }

  async #judgeSpf(path: ReversePath, session: SessionFacts): Promise<Refusal | null> {
    const verdict = await this.#spf(path, session)
    return verdict && judgeSpf(verdict, session.clientAddress!)
  }

  /** Null where there is no address to ask about. */
  async #spf(path: ReversePath, session: SessionFacts): Promise<SpfVerdict | null> {
    const { clientAddress, helo } = session
    if (clientAddress === null) return null
    const { hostname } = this.#host
    const request = { ip: clientAddress, helo: helo ?? '', sender: writeAddress(path), hostname }
    return this.#knownOf(session).spf(request)
  }

  #judgeFarewells(client: string): Refusal | null {
    const { sessions, rude } = this.#farewells.scoreOf(client)
    if (rude < (this.#options.rudeness ?? 10)) return null
    return refusal(
      421,
      '4.7.0',
      `${rude} of your ${sessions} conversations of this day ended without QUIT`,
      'Say QUIT at the end, and wait for the 221: come again tomorrow',
    )
  }

  #factsInTime(envelope: Envelope, session: SessionFacts): Promise<ClientVerdicts> {
    return within(this.#timeout, this.#facts(envelope, session), () => {
      const { user, clientAddress, helo } = session
      const reason = `no answer within ${this.#timeout / 1000} s`
      const { reversePath } = envelope
      const domain = reversePath.kind === 'null' ? (helo ?? '') : reversePath.domain
      const spf = clientAddress === null ? null : ({ result: 'temperror', domain, record: null, reason } as const)
      return { user, reverse: null, spf, helo: reversePath.kind === 'null' ? helo : null }
    })
  }

  async #facts({ reversePath }: Envelope, session: SessionFacts): Promise<ClientVerdicts> {
    const { user, clientAddress, helo } = session
    if (user !== null || clientAddress === null) return { user, reverse: null, spf: null, helo: null }
    const [reverse, spf] = await Promise.all([
      this.#knownOf(session).reverse(clientAddress),
      this.#spf(reversePath, session),
    ])
    return { user, reverse, spf, helo: reversePath.kind === 'null' ? helo : null }
  }
}

// RFC 5321 §4.3.1
const earlyTalker = refusal(
  554,
  '5.5.0',
  'You spoke before you were greeted',
  'Wait for the greeting before you send anything: programs that send spam do not',
)

/** The first objection that counts. What it takes to find the next is not asked before. */
async function firstMeant(
  judges: readonly (() => Refusal | null | Promise<Refusal | null>)[],
  isMeant: (found: Refusal) => boolean,
): Promise<Refusal | null> {
  for (const judge of judges) {
    const found = await judge()
    if (found && isMeant(found)) return found
  }
  return null
}
