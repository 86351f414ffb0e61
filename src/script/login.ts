import { authenticate, type AuthRequest } from '../client/auth.ts'
import { createMechanism, missingFor } from '../client/auth-mechanism.ts'
import { isMechanism } from '../client/mechanisms.ts'
import type { ClientSession } from '../client/session.ts'
import { encode, EMPTY, latin1 } from '../protocol/bytes.ts'
import type { Reply } from '../protocol/reply.ts'
import { parseBase64, writeBase64, type SaslClient } from '../protocol/sasl.ts'
import type { Item, Script } from '../transcript/script.ts'
import { fillTemplate, type Template, type Variables } from '../transcript/template.ts'

/** What is said by whoever is logged in. */
const deeds = /^\s*(?:MAIL|SEND|SOML|SAML|RCPT|DATA|BDAT|VRFY|EXPN|ETRN)\b/i

/**
 * The login of a script, with what is known to log in with. Where the script has an AUTH, each `‹secret›` is what is to
 * be said there; where it has none, the login is put before the first thing that needs one.
 */
// RFC 4954 §4
export class ScriptLogin {
  readonly #session: ClientSession
  readonly #request: AuthRequest | null
  #isWanted: boolean
  #sasl: SaslClient | null = null

  constructor(session: ClientSession, request: AuthRequest | null, { items }: Script) {
    this.#session = session
    this.#request = request
    this.#isWanted = request !== null && !hasAuth(items)
  }

  /** Whether the login has to come before this is said. */
  isWantedBefore(octets: Uint8Array): boolean {
    return this.#isWanted && deeds.test(latin1(octets.subarray(0, 100)))
  }

  /** @throws SmtpError as far as the request's need says */
  async begin(): Promise<void> {
    this.#isWanted = false
    await authenticate(this.#session, this.#request!)
  }

  /**
   * What the client says, with what is to be said in place of `‹secret›`.
   * @param challenge the last reply
   * @returns the octets, and those of them that are a credential
   * @throws RangeError where it is not known what that is
   */
  async fill(
    template: Template,
    variables: Variables,
    challenge: Reply | null,
  ): Promise<{ readonly octets: Uint8Array; readonly secret: Uint8Array }> {
    const isSecret = ({ kind }: Template[number]) => kind === 'secret'
    const before = template.findIndex(isSecret)
    const beginning = fillTemplate(before < 0 ? template : template.slice(0, before), variables)
    const name = /^\s*AUTH\s+(\S+)\s*$/i.exec(latin1(beginning.subarray(0, 100)))?.[1]?.toUpperCase()
    if (name !== undefined) this.#sasl = await this.#create(name)
    if (before < 0 || !this.#request) return { octets: fillTemplate(template, variables), secret: EMPTY }
    const secret = encode(this.#say(name !== undefined, challenge))
    const filled = template.map((piece) => (isSecret(piece) ? ({ kind: 'octets', bytes: secret } as const) : piece))
    return { octets: fillTemplate(filled, variables), secret }
  }

  /** Null for a mechanism that somebody else has to know about. */
  async #create(name: string): Promise<SaslClient | null> {
    if (!this.#request || !isMechanism(name) || missingFor(name, this.#request) !== null) return null
    const bindings = await this.#session.channelBindings()
    if (name.endsWith('-PLUS') && bindings.length === 0) return null
    const { capabilities, server } = this.#session
    return createMechanism(name, this.#request, {
      bindings,
      offered: capabilities.mechanisms,
      server: server ?? undefined,
    })
  }

  /** @param isInitial whether it stands behind AUTH, and nobody has asked for it */
  #say(isInitial: boolean, challenge: Reply | null): string {
    if (!this.#sasl) throw new RangeError('an AUTH before ‹secret›, by a mechanism that there are credentials for')
    const asked = challenge?.code === 334 ? parseBase64(challenge.lines.at(-1)!.text.trim()) : null
    const response = isInitial ? (this.#sasl.initial ?? this.#sasl.respond(EMPTY)) : this.#sasl.respond(asked ?? EMPTY)
    if (!response)
      throw new RangeError(`a response of ${this.#sasl.mechanism} in place of ‹secret›; there is none to give`)
    return writeBase64(response) || (isInitial ? '=' : '')
  }
}

function hasAuth(items: readonly Item[]): boolean {
  return items.some(
    (item) => (item.kind === 'if' && hasAuth(item.items)) || (item.kind === 'client' && saysAuth(item.template)),
  )
}

function saysAuth([first]: Template): boolean {
  return first?.kind === 'octets' && /^\s*AUTH\b/i.test(latin1(first.bytes.subarray(0, 100)))
}
