import { createMechanism, missingFor, isReadable, type Secrets } from '../client/auth-mechanism.ts'
import { usualMechanisms, type Mechanism } from '../client/mechanisms.ts'
import type { ClientSession } from '../client/session.ts'
import { encode } from '../protocol/bytes.ts'
import type { Reply } from '../protocol/reply.ts'
import { parseBase64, writeBase64, type SaslClient } from '../protocol/sasl.ts'
import type { Surroundings } from './surroundings.ts'

/** The best way to log in that needs no more than a password, of those on offer; null where there is none. */
export function bestMechanism(offered: readonly string[]): Mechanism | null {
  const wanted = usualMechanisms.filter((name) => !name.endsWith('-PLUS') && missingFor(name, { user: '' }) !== 'token')
  return wanted.find((name) => offered.includes(name)) ?? null
}

/** A login under way, the base64 done for the person. RFC 4954 §4 */
export class Login {
  readonly mechanism: Mechanism
  readonly #session: ClientSession
  /** What is known before anybody is asked; null where that is not enough for this mechanism. */
  readonly #known: Secrets | null
  #sasl: SaslClient | null = null

  constructor(mechanism: Mechanism, session: ClientSession, known: Secrets | null = null) {
    this.mechanism = mechanism
    this.#session = session
    this.#known = known && missingFor(mechanism, known) === null ? known : null
  }

  /** Whether nobody need be asked. */
  get isReady(): boolean {
    return this.#known !== null
  }

  /** What somebody who listens reads; null where that is nothing to log in with. */
  get shown(): 'password' | 'token' | null {
    if (!isReadable(this.mechanism)) return null
    return missingFor(this.mechanism, { user: '' })
  }

  /**
   * The line that answers a challenge; "*", which gives up, where there is no answer. The first time the person is
   * asked who it is, unless that is known; null where he does not say, and wants to answer himself.
   */
  async answer({ lines }: Reply, surroundings: Surroundings): Promise<Uint8Array | null> {
    if (!this.#sasl) {
      const secrets = this.#known ?? (await askSecrets(this.mechanism, surroundings))
      if (!secrets) return null
      this.#sasl = await this.#begin(secrets)
    }
    const challenge = parseBase64(lines.at(-1)!.text.trim())
    const response = challenge && this.#sasl.respond(challenge)
    return encode(response ? writeBase64(response) : '*')
  }

  async #begin(secrets: Secrets): Promise<SaslClient> {
    return createMechanism(this.mechanism, secrets, {
      bindings: await this.#session.channelBindings(),
      offered: this.#session.capabilities.mechanisms,
      server: this.#session.server ?? undefined,
    })
  }
}

async function askSecrets(mechanism: Mechanism, { ask }: Surroundings): Promise<Secrets | null> {
  const user = await ask('user (empty: type the base64 yourself): ')
  if (!user) return null
  const missing = missingFor(mechanism, { user })
  if (missing === null) return { user }
  const secret = await ask(`${missing}: `, { hidden: true })
  return secret === null ? null : { user, [missing]: secret }
}
