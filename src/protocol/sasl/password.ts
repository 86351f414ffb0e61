import { encode } from '../bytes.ts'
import { encodeFields, type Credentials, type SaslClient } from '../sasl.ts'

// message = [authzid] UTF8NUL authcid UTF8NUL passwd
// RFC 4616 §2
export function plain({ user, password, authorizationId = '' }: Credentials): SaslClient {
  return saidAtOnce('PLAIN', encodeFields('\0', authorizationId, user, password))
}

/** QUIRK: no RFC has LOGIN; the challenges say "Username:" and "Password:" in many ways, so only their order counts. */
export function login({ user, password }: Credentials): SaslClient {
  const answers = [user, password]
  return {
    mechanism: 'LOGIN',
    initial: null,
    respond: () => {
      const answer = answers.shift()
      return answer === undefined ? null : encode(answer)
    },
  }
}

/** @param hmacMd5 keyed hash, lower-case hexadecimal: hashing is not for this room */
// RFC 2195 §2
export function cramMd5(
  { user, password }: Credentials,
  hmacMd5: (key: string, text: Uint8Array) => string,
): SaslClient {
  let isAnswered = false
  return {
    mechanism: 'CRAM-MD5',
    initial: null,
    respond: (challenge) => {
      if (isAnswered) return null
      isAnswered = true
      return encode(`${user} ${hmacMd5(password, challenge)}`)
    },
  }
}

/** The identity is what TLS or the network has proved already; empty: the one that follows from it. RFC 4422 §A.1 */
export function external(authorizationId = ''): SaslClient {
  return saidAtOnce('EXTERNAL', encodeFields('\0', authorizationId))
}

/** @param trace who one is, for the server's log: an address, or a word. RFC 4505 §2 */
export function anonymous(trace = ''): SaslClient {
  return saidAtOnce('ANONYMOUS', encode(trace))
}

/** A mechanism that has one thing to say. QUIRK: some servers ask for it although it came with AUTH. */
function saidAtOnce(mechanism: string, initial: Uint8Array): SaslClient {
  let isAsked = false
  return {
    mechanism,
    initial,
    respond: () => {
      if (isAsked) return null
      isAsked = true
      return initial
    },
  }
}
