import { concat, encode } from '../bytes.ts'
import { parseBase64, writeBase64, type Credentials, type SaslClient, type SaslRemark } from '../sasl.ts'
import { escapeName, writeGs2Header } from './gs2.ts'
import { deriveKeys, type ScramHash } from './scram-keys.ts'
import { inOrder, isNonce, isSameSecret, parseAttributes, readText, xor } from './scram-message.ts'

/** Something both ends of one TLS connection know, and nobody between them. RFC 5929, RFC 9266 */
export interface ChannelBinding {
  /** "tls-exporter", "tls-unique", "tls-server-end-point" */
  readonly type: string
  readonly data: Uint8Array
}

export interface ScramOptions {
  readonly hash: ScramHash
  /** Random each time, printable, without commas. */
  readonly nonce: string
  /**
   * What the exchange is bound to, which makes it SCRAM-…-PLUS. 'unsupported': the server does not offer that, though
   * we could. Null: nothing.
   */
  readonly binding: ChannelBinding | 'unsupported' | null
}

/** What no server asks for in earnest: it would keep us computing. */
const MOST_ITERATIONS = 1_000_000

/** @param credentials prepared with SASLprep. RFC 5802 §5 */
export function scram(credentials: Credentials, options: ScramOptions): SaslClient {
  return new ScramClient(credentials, options)
}

class ScramClient implements SaslClient {
  readonly mechanism: string
  readonly initial: Uint8Array
  readonly #password: string
  readonly #options: ScramOptions
  readonly #header: string
  readonly #bare: string
  #signature: Uint8Array | null = null
  #isProved = false
  #hasAsked = false
  #remark: SaslRemark | null = null

  constructor({ user, password, authorizationId = '' }: Credentials, options: ScramOptions) {
    const { binding, hash, nonce } = options
    this.#options = options
    this.#password = password
    this.mechanism = `SCRAM-${hash.name}${isBound(binding) ? '-PLUS' : ''}`
    const flag = isBound(binding) ? `p=${binding.type}` : binding === 'unsupported' ? 'y' : 'n'
    this.#header = writeGs2Header(flag, authorizationId)
    this.#bare = `n=${escapeName(user)},r=${nonce}`
    this.initial = encode(this.#header + this.#bare)
  }

  respond(challenge: Uint8Array): Uint8Array | null {
    if (this.#remark || this.#isProved) return null
    if (this.#signature) return this.#verify(challenge)
    if (challenge.length > 0) return this.#prove(challenge)
    if (this.#hasAsked) return this.#object('its challenge is empty')
    this.#hasAsked = true
    return this.initial
  }

  remark(isAccepted: boolean): SaslRemark | null {
    if (this.#remark || !isAccepted || this.#isProved) return this.#remark
    return { by: 'client', text: 'it let us in without proving that it knows the password, so it need not know it' }
  }

  // client-final-message = client-final-message-without-proof "," proof
  // RFC 5802 §3, RFC 5802 §7
  #prove(challenge: Uint8Array): Uint8Array | null {
    const { hash, nonce, binding } = this.#options
    const serverFirst = readText(challenge) ?? ''
    const attributes = parseAttributes(serverFirst)
    if (attributes?.[0]?.[0] === 'm') return this.#object('it demands an extension of SCRAM that nobody knows')
    if (attributes?.[0]?.[0] === 'e') return this.#refused(attributes[0][1])
    const values = inOrder(attributes, 'r', 's', 'i')
    const salt = values && parseBase64(values[1]!)
    if (!values || !salt?.length || !/^[1-9]\d*$/.test(values[2]!))
      return this.#object('its challenge is none of SCRAM')
    const [fullNonce, , count] = values as [string, string, string]
    if (!fullNonce.startsWith(nonce) || fullNonce.length === nonce.length || !isNonce(fullNonce))
      return this.#object('its nonce does not continue ours: somebody plays back an old exchange, or mixes two up')
    const iterations = Number(count)
    if (iterations > MOST_ITERATIONS)
      return this.#object(`it wants ${count} rounds of hashing, which is not in earnest`)
    const bound = concat([encode(this.#header), ...(isBound(binding) ? [binding.data] : [])])
    const withoutProof = `c=${writeBase64(bound)},r=${fullNonce}`
    const { clientKey, storedKey, serverKey } = deriveKeys(hash, this.#password, salt, iterations)
    const authMessage = encode(`${this.#bare},${serverFirst},${withoutProof}`)
    const proof = xor(clientKey, hash.hmac(storedKey, authMessage))
    this.#signature = hash.hmac(serverKey, authMessage)
    return encode(`${withoutProof},p=${writeBase64(proof)}`)
  }

  // server-final-message = (server-error / verifier) ["," extensions]
  // RFC 5802 §7
  #verify(challenge: Uint8Array): Uint8Array | null {
    const first = parseAttributes(readText(challenge) ?? '')?.[0]
    if (first?.[0] === 'e') return this.#refused(first[1])
    const signature = first?.[0] === 'v' ? parseBase64(first[1]) : null
    if (!signature) return this.#object('its last message is none of SCRAM')
    if (!isSameSecret(signature, this.#signature!))
      return this.#object('its signature is wrong: it does not know the password, and may not be who it says it is')
    this.#isProved = true
    return new Uint8Array(0)
  }

  #object(text: string): null {
    this.#remark = { by: 'client', text }
    return null
  }

  #refused(value: string): Uint8Array {
    this.#remark = { by: 'server', text: errors[value] ?? value }
    return new Uint8Array(0)
  }
}

function isBound(binding: ScramOptions['binding']): binding is ChannelBinding {
  return typeof binding === 'object' && binding !== null
}

// server-error-value
// RFC 5802 §7
const errors: Readonly<Record<string, string>> = {
  'invalid-encoding': 'it cannot read the name or the password (invalid-encoding)',
  'extensions-not-supported': 'it does not know an extension of SCRAM (extensions-not-supported)',
  'invalid-proof': 'the password is wrong (invalid-proof)',
  'channel-bindings-dont-match':
    'our TLS connection does not end at this server: somebody stands between (channel-bindings-dont-match)',
  'server-does-support-channel-binding':
    'it offers to bind TLS, and we were not told: somebody changed its list (server-does-support-channel-binding)',
  'channel-binding-not-supported': 'it cannot bind TLS (channel-binding-not-supported)',
  'unsupported-channel-binding-type': 'it cannot bind TLS in this way (unsupported-channel-binding-type)',
  'unknown-user': 'there is no such user (unknown-user)',
  'invalid-username-encoding': 'it cannot read the user name (invalid-username-encoding)',
  'no-resources': 'it is too busy (no-resources)',
  'other-error': 'other-error',
}
