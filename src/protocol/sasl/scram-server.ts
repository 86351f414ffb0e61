import { concat, encode, equalBytes } from '../bytes.ts'
import { parseBase64, writeBase64 } from '../sasl.ts'
import { parseGs2Header, unescapeName, type Gs2Header } from './gs2.ts'
import type { ChannelBinding } from './scram-client.ts'
import type { ScramHash, ScramKeys } from './scram-keys.ts'
import { inOrder, isNonce, isSameSecret, parseAttributes, readText, xor } from './scram-message.ts'
import type { SaslServer, SaslStep } from './server.ts'

export interface ScramServerOptions {
  readonly hash: ScramHash
  /** Random each time, printable, without commas. */
  readonly nonce: string
  /** Whether this is SCRAM-…-PLUS. */
  readonly isPlus: boolean
  /** What this connection can be bound to; empty: the PLUS mechanisms are not offered on it. */
  readonly bindings: readonly ChannelBinding[]
}

// RFC 5802 §5
export function scramServer(options: ScramServerOptions): SaslServer {
  return new ScramServer(options)
}

const rejected: SaslStep = { kind: 'rejected' }

class ScramServer implements SaslServer {
  readonly mechanism: string
  readonly first = null
  readonly #options: ScramServerOptions
  #begun: Begun | null = null

  constructor(options: ScramServerOptions) {
    this.#options = options
    this.mechanism = `SCRAM-${options.hash.name}${options.isPlus ? '-PLUS' : ''}`
  }

  respond(response: Uint8Array): SaslStep {
    const message = readText(response)
    if (message === null) return malformed('UTF-8')
    return this.#begun ? this.#finish(message, this.#begun) : this.#begin(message)
  }

  // client-first-message = gs2-header client-first-message-bare
  // RFC 5802 §7
  #begin(message: string): SaslStep {
    const header = parseGs2Header(message)
    if (!header) return malformed('a client-first-message: n,,n=user,r=nonce')
    const bare = message.slice(header.text.length)
    const values = inOrder(parseAttributes(bare), 'n', 'r')
    const user = values && unescapeName(values[0]!)
    if (!values || user === null || !isNonce(values[1]!)) return malformed('a client-first-message: n,,n=user,r=nonce')
    const binding = this.#bind(header.flag)
    if (binding === 'wrong') return rejected
    const nonce = values[1]! + this.#options.nonce
    return {
      kind: 'keys',
      user,
      resume: (keys) => {
        const first = `r=${nonce},s=${writeBase64(keys.salt)},i=${keys.iterations}`
        this.#begun = { header, user, bare, first, nonce, keys, binding }
        return { kind: 'challenge', challenge: encode(first) }
      },
    }
  }

  /** Null: nothing is bound. 'wrong': the client and the mechanism, or what is offered, do not fit. RFC 5802 §6 */
  #bind(flag: string): ChannelBinding | null | 'wrong' {
    const { isPlus, bindings } = this.#options
    if (flag.startsWith('p=')) {
      const found = bindings.find(({ type }) => flag === `p=${type}`)
      return isPlus && found ? found : 'wrong'
    }
    if (isPlus) return 'wrong'
    // It could, and was not told that we can: somebody has changed our list.
    return flag === 'y' && bindings.length > 0 ? 'wrong' : null
  }

  // RFC 5802 §3
  #finish(message: string, { header, user, bare, first, nonce, keys, binding }: Begun): SaslStep {
    const { hash } = this.#options
    const at = message.lastIndexOf(',p=')
    const withoutProof = message.slice(0, Math.max(at, 0))
    const values = inOrder(parseAttributes(withoutProof), 'c', 'r')
    const bound = values && parseBase64(values[0]!)
    const proof = at < 0 ? null : parseBase64(message.slice(at + 3))
    if (!values || !bound || !proof) return malformed('a client-final-message: c=biws,r=nonce,p=proof')
    if (values[1] !== nonce || proof.length !== keys.storedKey.length) return rejected
    if (!equalBytes(bound, concat([encode(header.text), ...(binding ? [binding.data] : [])]))) return rejected
    const authMessage = encode(`${bare},${first},${withoutProof}`)
    const clientKey = xor(proof, hash.hmac(keys.storedKey, authMessage))
    if (!isSameSecret(hash.digest(clientKey), keys.storedKey)) return rejected
    return {
      kind: 'proved',
      user,
      authorizationId: header.authorizationId ?? '',
      last: encode(`v=${writeBase64(hash.hmac(keys.serverKey, authMessage))}`),
    }
  }
}

interface Begun {
  readonly header: Gs2Header
  readonly user: string
  readonly bare: string
  /** Our first message. */
  readonly first: string
  readonly nonce: string
  readonly keys: ScramKeys
  readonly binding: ChannelBinding | null
}

function malformed(expected: string): SaslStep {
  return { kind: 'malformed', expected }
}
