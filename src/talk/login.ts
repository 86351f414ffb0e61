import { createSasl, passwordMechanisms, prepareCredentials, type PasswordMechanism } from '../client/auth.ts'
import { encode } from '../protocol/bytes.ts'
import type { Reply } from '../protocol/reply.ts'
import { parseBase64, writeBase64, type Credentials, type SaslClient } from '../protocol/sasl.ts'
import type { Surroundings } from './surroundings.ts'

/** The best way to log in that needs no more than a password, of those on offer; null where there is none. */
export function bestMechanism(offered: readonly string[]): PasswordMechanism | null {
  return passwordMechanisms.find((name) => offered.includes(name)) ?? null
}

/** A login under way, the base64 done for the person. RFC 4954 §4 */
export class Login {
  readonly mechanism: PasswordMechanism
  #sasl: SaslClient | null = null

  constructor(mechanism: PasswordMechanism) {
    this.mechanism = mechanism
  }

  /** Whether somebody who listens reads the password. */
  get showsPassword(): boolean {
    return this.mechanism === 'PLAIN' || this.mechanism === 'LOGIN'
  }

  /**
   * The line that answers a challenge; "*", which gives up, where there is no answer. The first time the person is
   * asked who it is; null where he does not say, and wants to answer himself.
   */
  async answer({ lines }: Reply, surroundings: Surroundings): Promise<Uint8Array | null> {
    if (!this.#sasl) {
      const credentials = await askCredentials(surroundings)
      if (!credentials) return null
      this.#sasl = createSasl(this.mechanism, await prepareCredentials(this.mechanism, credentials))
    }
    const challenge = parseBase64(lines.at(-1)!.text.trim())
    const response = challenge && this.#sasl.respond(challenge)
    return encode(response ? writeBase64(response) : '*')
  }
}

async function askCredentials({ ask }: Surroundings): Promise<Credentials | null> {
  const user = await ask('user (empty: type the base64 yourself): ')
  if (!user) return null
  const password = await ask('password: ', { hidden: true })
  return password === null ? null : { user, password }
}
