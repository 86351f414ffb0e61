import type { Reply } from '../../protocol/reply.ts'
import { isKnownVerb } from '../../protocol/command.ts'
import { writeAddress } from '../../protocol/path.ts'
import type { ServerEvent, Transaction } from '../../protocol/server-events.ts'
import type { MessageWriter, SessionFacts, Verdict } from '../policy.ts'
import { replies } from '../replies.ts'
import type { Occasion } from './condition.ts'
import { changeOffers, damaged, faultReply, garbage, keywordOf, saidAs, withExtraReply, withOffers } from './distort.ts'
import { phases, type FaultPhase } from './fault.ts'
import type { FaultSet } from './fault-set.ts'
import { HeldMessage } from './held-message.ts'
import type { Plan } from './plan.ts'

/** What faults can do to a session. */
export interface FaultySession extends SessionFacts {
  readonly transaction: Transaction | null
  readonly isClosed: boolean
  /** Put it on record. */
  markFault(id: string, text: string): void
  /** The keywords that are usually on offer. */
  readonly keywords: ReadonlySet<string>
  /** These keywords are on offer from now on. */
  offer(keywords: ReadonlySet<string>): void
  /** What the client has done leads to nothing; the reply says so, where there is one. */
  refuse(event: ServerEvent, reply: Reply | null): void
  /** Give the reply now. */
  say(reply: Reply): void
  /** Say it, though no reply is due. */
  interject(reply: Reply): void
  /** Give the reply, so many octets at a time. */
  drip(reply: Reply, octets: number, ms: number): Promise<void>
  /** Close, when everything is said that was to be said. */
  leave(): void
  /** Break the connection off. */
  reset(): void
  /** Never say anything again. */
  fallSilent(): void
}

type Usual = () => Verdict | void | Promise<void>

/** The faults of one session: what they ask for is done to it. */
export class SessionFaults {
  readonly #session: FaultySession
  readonly #set: FaultSet
  /** What is to happen instead of the TLS handshake that was agreed on. */
  brokenTls: 'garbage' | 'close' | 'silence' | null = null
  #hasChangedOffers = false
  #message: HeldMessage | null = null
  #octets = 0
  #octetsPerSecond: number | null = null
  /** Of the faults in the middle of this message, those that were asked. */
  #considered = new Set<string>()

  constructor(session: FaultySession, set: FaultSet) {
    this.#session = session
    this.#set = set
  }

  /** The greeting, or what is to come instead. */
  greet(usual: Usual): Verdict | void | Promise<void> {
    return this.#answer(['connect'], null, usual)
  }

  /** What the server says to this, given what it would say otherwise. */
  answer(event: ServerEvent, usual: Usual): Verdict | void | Promise<void> {
    if (event.kind === 'data') return this.#interrupt(event.bytes.length, usual)
    const where = phasesOf(event)
    return where.length === 0 ? usual() : this.#answer(where, event, usual)
  }

  /** A message begins. */
  openMessage(open: () => MessageWriter): MessageWriter {
    this.#octets = 0
    this.#octetsPerSecond = null
    this.#considered = new Set()
    this.#message = this.#set.concernsMessages ? new HeldMessage(open, this.#set.mostCopies) : null
    return this.#message ?? open()
  }

  #answer(where: readonly FaultPhase[], event: ServerEvent | null, usual: Usual): ReturnType<Usual> {
    const found = this.#set.plan(this.#occasion(where, event))
    if (where.includes('EHLO')) this.#changeOffers(found)
    if (!found) return usual()
    // RFC 5321 §4.1.1.1: the answer to HELO offers nothing.
    const isHelo = event?.kind === 'command' && event.command.verb === 'HELO'
    const plan = isHelo ? { ...found, hidden: [], offered: [] } : found
    this.#mark(plan)
    if (plan.delay === 0) return this.#carryOut(plan, event, usual)
    return this.#carryOutLater(plan, event, usual)
  }

  async #carryOutLater(plan: Plan, event: ServerEvent | null, usual: Usual): Promise<Reply | null> {
    await pause(plan.delay)
    return this.#session.isClosed ? null : this.#carryOut(plan, event, usual)
  }

  #carryOut(plan: Plan, event: ServerEvent | null, usual: Usual): Verdict {
    const { answer } = plan
    if (this.#message) this.#message.copies = plan.copies
    switch (answer?.kind) {
      case 'drop':
      case 'reset':
      case 'silence':
        if (event) this.#session.refuse(event, null)
        this.#end(answer.kind)
        return null
      case 'reply': {
        const reply = faultReply(answer)
        const close = answer.close ?? false
        // What sounds like a yes has to be one, so that the conversation can go on from there.
        if (reply.code < 400) return then(usual(), () => this.#say(reply, plan, close))
        if (event) this.#session.refuse(event, reply)
        return this.#say(reply, plan, close)
      }
      case 'break-tls':
        this.brokenTls = answer.form
        return this.#say(replies.startTls, plan)
      case 'garbage':
        return then(usual(), (reply) => this.#say(saidAs(reply, garbage(answer.octets, answer.seed)), plan))
      case 'broken-reply':
        return then(usual(), (reply) => this.#say(damaged(reply, answer.form), plan))
      case undefined:
        return then(usual(), (reply) => this.#say(reply, plan))
    }
  }

  #say(reply: Reply, { hidden, offered, extras, drip }: Plan, close = false): Verdict {
    const changed = hidden.length + offered.length > 0 ? withOffers(reply, hidden, offered) : reply
    const said = extras.reduce(withExtraReply, changed)
    const session = this.#session
    if (!close && !drip) return said
    const given = drip ? session.drip(said, drip.octets ?? 1, drip.ms) : session.say(said)
    const end = () => {
      if (close) session.leave()
      return null
    }
    return given instanceof Promise ? given.then(end) : end()
  }

  /** Octets of a message have come, and the faults in the middle of one may strike. */
  #interrupt(octets: number, usual: Usual): ReturnType<Usual> {
    this.#octets += octets
    const written = usual()
    const plan = this.#set.plan(this.#occasion(['mid-data'], null), this.#considered)
    if (plan) {
      this.#mark(plan)
      this.#octetsPerSecond = plan.octetsPerSecond ?? this.#octetsPerSecond
    }
    if (!plan && this.#octetsPerSecond === null) return written
    const rest = this.#octetsPerSecond === null ? 0 : (1000 * octets) / this.#octetsPerSecond
    const ms = rest + (plan?.delay ?? 0)
    return ms > 0 || written instanceof Promise ? this.#interjectLater(plan, ms, written) : this.#interject(plan)
  }

  async #interjectLater(plan: Plan | null, ms: number, written: ReturnType<Usual>): Promise<null> {
    await written
    await pause(ms)
    return this.#interject(plan)
  }

  #interject(plan: Plan | null): null {
    const answer = plan?.answer
    const session = this.#session
    if (!answer || session.isClosed) return null
    if (answer.kind === 'reply') {
      const reply = faultReply(answer)
      session.interject(reply)
      if (answer.close || reply.code === 421) session.leave()
    } else if (answer.kind === 'garbage') {
      session.interject(saidAs(replies.ok, garbage(answer.octets, answer.seed)))
    } else if (answer.kind === 'drop' || answer.kind === 'reset' || answer.kind === 'silence') this.#end(answer.kind)
    return null
  }

  #end(how: 'drop' | 'reset' | 'silence'): void {
    if (how === 'drop') this.#session.leave()
    else if (how === 'reset') this.#session.reset()
    else this.#session.fallSilent()
  }

  #mark({ fired }: Plan): void {
    for (const { id, text } of fired) this.#session.markFault(id, text)
  }

  /** What is hidden is refused, and what is invented is not, until the next EHLO. */
  #changeOffers(plan: Plan | null): void {
    const { hidden = [], offered = [] } = plan ?? {}
    const changes = hidden.length + offered.length > 0
    if (!changes && !this.#hasChangedOffers) return
    this.#hasChangedOffers = changes
    const { keywords } = this.#session
    this.#session.offer(changes ? new Set(changeOffers([...keywords], hidden, offered).map(keywordOf)) : keywords)
  }

  #occasion(where: readonly FaultPhase[], event: ServerEvent | null): Occasion {
    const { id, clientAddress, helo, user, isEncrypted, transaction } = this.#session
    const command = event?.kind === 'command' ? event.command : null
    const reversePath = command?.verb === 'MAIL' ? command.reversePath : transaction?.reversePath
    const recipients = command?.verb === 'RCPT' ? [command] : (transaction?.recipients ?? [])
    return {
      phases: where,
      isInOrder: event === null || !('refusal' in event) || event.refusal === null,
      session: id,
      client: clientAddress,
      helo: command && 'domain' in command ? command.domain : helo,
      user,
      isEncrypted,
      from: reversePath ? writeAddress(reversePath) : null,
      to: recipients.map(({ forwardPath }) => writeAddress(forwardPath)),
      octets: this.#octets,
      header: (name) => this.#message?.header(name) ?? [],
    }
  }
}

/** Where an event stands in the conversation; nowhere: nothing is due to it. */
function phasesOf(event: ServerEvent): readonly FaultPhase[] {
  switch (event.kind) {
    case 'command': {
      const { verb } = event.command
      if (verb === 'BDAT' || !event.replyDue) return []
      if (verb === 'EHLO' || verb === 'HELO' || verb === 'LHLO') return ['EHLO', 'any']
      const phase = isKnownVerb(verb) ? phases.find((each) => each === verb) : undefined
      return phase ? [phase, 'any'] : ['any']
    }
    case 'end-of-data':
      return ['end-of-data']
    case 'chunk':
      return event.last && !event.refusal ? ['BDAT', 'end-of-data', 'any'] : ['BDAT', 'any']
    case 'auth-response':
      return ['auth-response']
    case 'data':
    case 'notice':
      return []
  }
}

function then(verdict: ReturnType<Usual>, say: (reply: Reply) => Verdict): Verdict {
  if (verdict instanceof Promise) return verdict.then((reply) => (reply ? say(reply) : null))
  return verdict ? say(verdict) : null
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms).unref())
}
