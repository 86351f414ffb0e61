import { latin1 } from '../protocol/bytes.ts'
import { limits } from '../protocol/limits.ts'
import { responseTooLong } from '../protocol/refusal.ts'
import { createReply, type Reply } from '../protocol/reply.ts'
import { parseBase64, writeBase64 } from '../protocol/sasl.ts'
import type { Claim, SaslServer, SaslStep } from '../protocol/sasl/server.ts'
import type { AuthConnection, Authenticator } from './auth.ts'
import { HangUp } from './policy.ts'

/** RFC 4954 §6 */
const answers = {
  welcome: createReply(235, '2.7.0', 'Authentication successful'),
  again: createReply(503, '5.5.1', 'You have logged in already'),
  encrypt: createReply(538, '5.7.11', 'Encryption required for requested authentication mechanism: STARTTLS first'),
  invalid: createReply(535, '5.7.8', 'Authentication credentials invalid'),
  cancelled: createReply(501, '5.7.0', 'Authentication cancelled'),
  notBase64: createReply(501, '5.5.2', 'Cannot decode this as base64'),
  temporary: createReply(454, '4.7.0', 'Temporary authentication failure, try again later'),
  tooOften: createReply(454, '4.7.0', 'Too many failed logins from your address, try again later'),
  hangUp: createReply(421, '4.7.0', 'Too many failed logins, closing'),
} as const

type Next = Reply | Promise<Reply>

/** The logins of one session: at most one exchange is under way, and at most one succeeds. */
export class SessionLogin {
  readonly #authenticator: Authenticator
  #user: string | null = null
  #failures = 0
  #exchange: { readonly server: SaslServer; readonly connection: AuthConnection } | null = null
  /** What the next response leads to: the client has only to acknowledge. */
  #pending: (() => Next) | null = null
  /** It is refused already, whatever the client answers to the reasons. */
  #isRefused = false

  constructor(authenticator: Authenticator) {
    this.#authenticator = authenticator
  }

  /** Who has logged in; null while nobody has. */
  get user(): string | null {
    return this.#user
  }

  /** Whether nobody has logged in where somebody must. RFC 4954 §6 */
  get isMissing(): boolean {
    return this.#user === null && this.#authenticator.options.required === true
  }

  /** The line of the EHLO reply with the ways to log in; none where there is no way. RFC 4954 §3 */
  ehloLines(connection: AuthConnection): readonly string[] {
    const mechanisms = this.#authenticator.mechanisms(connection)
    return mechanisms.length === 0 ? [] : [`AUTH ${mechanisms.join(' ')}`]
  }

  /** The exchange leads to nothing, whatever was said in it. */
  giveUp(): void {
    this.#release()
  }

  /** TLS is up: who logged in before did so in clear, and is forgotten. RFC 3207 §4.2 */
  forget(): void {
    this.#user = null
    this.#end()
  }

  /**
   * The answer to AUTH. RFC 4954 §4
   * @param initial in base64, "=" for an empty one
   */
  begin(mechanism: string, initial: string | null, connection: AuthConnection): Next {
    this.#end()
    if (this.#user !== null) return answers.again
    if (this.#authenticator.needsEncryption(connection)) return answers.encrypt
    const offered = this.#authenticator.mechanisms(connection)
    if (!offered.includes(mechanism)) return this.#unknown(mechanism, offered)
    if (!this.#authenticator.guard.begin(connection.session.clientAddress)) return answers.tooOften
    const server = this.#authenticator.begin(mechanism, connection)
    this.#exchange = { server, connection }
    if (initial === null) return challenge(server.first ?? new Uint8Array(0))
    // QUIRK: LOGIN's name comes with AUTH from some clients; of the others that begin with a challenge none may.
    if (server.first !== null && mechanism !== 'LOGIN')
      return this.#fail(createReply(501, '5.5.4', `${mechanism} begins with a challenge: no initial response`))
    return this.#read(initial === '=' ? '' : initial)
  }

  /** The answer to a response. */
  respond(line: Uint8Array): Next {
    if (this.#isRefused) return this.#reject()
    if (line.length + 2 > limits.authLine) return this.#fail(responseTooLong)
    const text = latin1(line)
    return text === '*' ? this.#fail(answers.cancelled) : this.#read(text)
  }

  #unknown(mechanism: string, offered: readonly string[]): Reply {
    const choice = `there are ${offered.join(', ')}`
    return this.#authenticator.isTooWeak(mechanism)
      ? createReply(534, '5.7.9', `Authentication mechanism is too weak: ${choice}`)
      : createReply(504, '5.5.4', `Unrecognized authentication type: ${choice}`)
  }

  #read(text: string): Next {
    const bytes = parseBase64(text)
    if (bytes === null) return this.#fail(answers.notBase64)
    const pending = this.#pending
    this.#pending = null
    if (pending) return pending()
    return this.#exchange ? this.#step(this.#exchange.server.respond(bytes)) : answers.invalid
  }

  #step(step: SaslStep): Next {
    switch (step.kind) {
      case 'challenge':
        return challenge(step.challenge)
      case 'malformed':
        return this.#fail(createReply(501, '5.5.2', `Expected ${step.expected}, in base64`))
      case 'rejected':
        return this.#reject()
      case 'claim':
        return this.#decide(step.claim)
      case 'keys':
        return this.#lookUp(step)
      case 'proved':
        this.#pending = () => {
          const user = this.#authenticator.onBehalf(step.user, step.authorizationId)
          return user === null ? this.#reject() : this.#accept(user)
        }
        return challenge(step.last)
    }
  }

  async #lookUp({ user, resume }: Extract<SaslStep, { kind: 'keys' }>): Promise<Reply> {
    return this.#step(resume(await this.#authenticator.keys(user, this.#exchange!.server.mechanism)))
  }

  async #decide(claim: Claim): Promise<Reply> {
    const { connection } = this.#exchange!
    let user: string | null
    try {
      user = await this.#authenticator.check(claim, connection)
    } catch {
      this.#release()
      return answers.temporary
    }
    if (user !== null) return this.#accept(user)
    if (claim.kind !== 'token') return this.#reject()
    // RFC 7628 §3.2.2
    this.#isRefused = true
    return challenge(claim.refusal)
  }

  #accept(user: string): Reply {
    this.#user = user
    this.#release()
    return answers.welcome
  }

  /** Who is wrong waits, and after a while has to come back. */
  async #reject(): Promise<Reply> {
    const address = this.#exchange?.connection.session.clientAddress ?? null
    this.#end()
    await this.#authenticator.guard.holdBack(address)
    if (++this.#failures >= this.#authenticator.limits.perConnection) throw new HangUp(answers.hangUp)
    return answers.invalid
  }

  /** The exchange ends without an attempt: what was said is no guess. */
  #fail(reply: Reply): Reply {
    this.#release()
    return reply
  }

  #release(): void {
    if (this.#exchange) this.#authenticator.guard.succeeded(this.#exchange.connection.session.clientAddress)
    this.#end()
  }

  #end(): void {
    this.#exchange = null
    this.#pending = null
    this.#isRefused = false
  }
}

function challenge(bytes: Uint8Array): Reply {
  return createReply(334, null, writeBase64(bytes))
}
