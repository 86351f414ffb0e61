import { certificateRemarks } from '../explain/certificate.ts'
import type { Explanation } from '../explain/facts.ts'
import { explainFailure } from '../explain/failure.ts'
import { codeText } from '../explain/judged.ts'
import { explainReply } from '../explain/reply.ts'
import { recognizeServer } from '../explain/server.ts'
import { explainSilence, explainStranger, explainYesAndNo, hasGreeted } from '../explain/silence.ts'
import { isPositive } from '../protocol/reply.ts'
import { readChallenge } from '../protocol/sasl.ts'
import type { Occasion } from '../protocol/transitions.ts'
import type { Turn } from '../transcript/dialogue.ts'
import type { FailedEvent, TlsDetails } from '../transcript/event.ts'

/** Milliseconds after which a reply is called slow. */
const SLOW = 1000

/** Says in a line what each reply means, in view of what was said before. */
export class Commentator {
  readonly #turns: Turn[] = []
  #provider: string | null = null
  #isStranger = false
  readonly #certDays: number | null

  /** @param certDays days before its end that a certificate is something to speak of; null: the usual number */
  constructor({ certDays = null }: { readonly certDays?: number | null } = {}) {
    this.#certDays = certDays
  }

  /** Whether the other side speaks something else than SMTP: nothing more is said then. */
  get isStranger(): boolean {
    return this.#isStranger
  }

  /** Null where there is nothing to say. */
  read(turn: Turn): string | null {
    if (this.#isStranger || !turn.reply) return null
    this.#turns.push(turn)
    if (turn.occasion === 'greeting' || turn.occasion === 'EHLO')
      this.#provider = recognizeServer({ turns: this.#turns })?.provider ?? this.#provider
    const stranger = turn.occasion === 'greeting' ? explainStranger(turn.reply, 'greeting') : null
    this.#isStranger = stranger !== null
    const code = `${codeText(turn.reply)}${turn.occasion === null ? ', unasked' : ''}`
    return `${stranger ? inShort(stranger) : `${code}: ${this.#meaning(turn)}`}${slowness(turn)}`
  }

  /** The last reply in full; null where there was none. */
  explainLast(): Explanation | null {
    const turn = this.#turns.at(-1)
    return turn ? this.#explain(turn) : null
  }

  /** Why there is no conversation, or no more of it. */
  failure(event: Pick<FailedEvent, 'phase' | 'code' | 'message'>, tls: TlsDetails | null = null): string {
    const { title, action } = explainFailure(event, tls)
    return `${title} (${event.message}). ${action}`
  }

  /** Why no reply comes: not yet, or not any more since the server has hung up. */
  silence(occasion: Occasion | null, peer: string | null, closedBy: 'timeout' | 'server' = 'timeout'): string {
    return inShort(explainSilence(occasion, { failure: null, closedBy, server: peer }))
  }

  /** What is the matter with the certificate, one line each. */
  doubts(tls: TlsDetails): string[] {
    return certificateRemarks(tls, { now: new Date(), ...(this.#certDays !== null && { days: this.#certDays }) })
  }

  #explain({ reply, occasion }: Turn): Explanation {
    return (
      explainStranger(reply!, occasion, hasGreeted(this.#turns)) ??
      explainYesAndNo(reply!) ??
      explainReply(reply!, { occasion, provider: this.#provider })
    )
  }

  #meaning(turn: Turn): string {
    const reply = turn.reply!
    if (reply.code === 334) {
      const challenge = readChallenge(reply.lines.at(-1)!.text.trim())
      return challenge === '' ? 'the server waits for the response' : `the server asks: ${challenge}`
    }
    const explanation = this.#explain(turn)
    if (reply.code >= 400 || reply.code === 0) return inShort(explanation)
    if (turn.occasion === 'EHLO' && isPositive(reply))
      return `${explanation.title}; it offers ${features(reply.lines.length - 1)}`
    return explanation.title
  }
}

function features(count: number): string {
  return count === 0 ? 'no extensions' : count === 1 ? 'one extension' : `${count} extensions`
}

function slowness({ askedAt, repliedAt }: Turn): string {
  const ms = askedAt === null || repliedAt === null ? 0 : repliedAt - askedAt
  return ms < SLOW ? '' : ` (after ${ms.toFixed(1)} ms)`
}

/** What it is, and what to do. */
function inShort({ title, action }: Explanation): string {
  return `${title}. ${action}`
}
