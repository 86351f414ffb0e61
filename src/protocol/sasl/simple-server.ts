import { encode } from '../bytes.ts'
import { parseGs2Header } from './gs2.ts'
import { readText } from './scram-message.ts'
import type { Claim, SaslServer, SaslStep } from './server.ts'

// message = [authzid] UTF8NUL authcid UTF8NUL passwd
// RFC 4616 §2
export function plainServer(): SaslServer {
  return clientFirst('PLAIN', (text) => {
    const [authorizationId, user, password, ...more] = text.split('\0')
    if (!user || !password || more.length > 0) return malformed('authorization identity NUL user NUL password')
    return claim({ kind: 'password', user, password, authorizationId: authorizationId! })
  })
}

/** QUIRK: no RFC has LOGIN. The first response is the name, and may come with AUTH; the second is the password. */
export function loginServer(): SaslServer {
  let user: string | null = null
  return {
    mechanism: 'LOGIN',
    first: encode('Username:'),
    respond: (response) => {
      const text = readText(response)
      if (text === null || text === '') return malformed(user === null ? 'a user name' : 'a password')
      if (user !== null) return claim({ kind: 'password', user, password: text, authorizationId: '' })
      user = text
      return { kind: 'challenge', challenge: encode('Password:') }
    },
  }
}

/**
 * @param challenge different each time, "<1896.697170952@mail.example.test>"
 * @param hmacMd5 keyed hash, lower-case hexadecimal
 */
// RFC 2195 §2
export function cramMd5Server(challenge: string, hmacMd5: (key: string, text: Uint8Array) => string): SaslServer {
  const first = encode(challenge)
  return {
    mechanism: 'CRAM-MD5',
    first,
    respond: (response) => {
      const match = /^(.+) ([0-9a-f]{32})$/is.exec(readText(response) ?? '')
      if (!match) return malformed('user SP digest')
      const [, user, digest] = match as unknown as [string, string, string]
      return claim({ kind: 'digest', user, fits: (password) => hmacMd5(password, first) === digest.toLowerCase() })
    },
  }
}

// RFC 7628 §3.1
export function oauthBearerServer(): SaslServer {
  return clientFirst('OAUTHBEARER', (text) => {
    const header = parseGs2Header(text)
    const fields = header === null ? [] : text.slice(header.text.length).split('\x01')
    const token = tokenIn(fields)
    if (!header || header.flag.startsWith('p=') || fields[0] !== '' || !text.endsWith('\x01\x01') || token === null)
      return malformed('n,a=user,^Aauth=Bearer token^A^A')
    const refusal = encode(JSON.stringify({ status: 'invalid_token' }))
    return claim({ kind: 'token', user: header.authorizationId ?? '', token, refusal })
  })
}

/** QUIRK: no RFC has XOAUTH2; its form is Google's. */
export function xoauth2Server(): SaslServer {
  return clientFirst('XOAUTH2', (text) => {
    const [user, ...fields] = text.split('\x01')
    const token = tokenIn(fields)
    if (!user?.startsWith('user=') || !text.endsWith('\x01\x01') || token === null)
      return malformed('user=name^Aauth=Bearer token^A^A')
    const refusal = encode(JSON.stringify({ status: '401', schemes: 'bearer', scope: 'smtp' }))
    return claim({ kind: 'token', user: user.slice('user='.length), token, refusal })
  })
}

// RFC 4422 §A.1
export function externalServer(): SaslServer {
  return clientFirst('EXTERNAL', (authorizationId) =>
    authorizationId.includes('\0')
      ? malformed('an identity, or nothing')
      : claim({ kind: 'external', authorizationId }),
  )
}

// RFC 4505 §2
export function anonymousServer(): SaslServer {
  return clientFirst('ANONYMOUS', (trace) =>
    trace.length > 255
      ? malformed('an address or a word of 255 characters at most')
      : claim({ kind: 'anonymous', trace }),
  )
}

function tokenIn(fields: readonly string[]): string | null {
  const auth = fields.find((field) => /^auth=/i.test(field))
  return /^auth=Bearer ([\x21-\x7e]+)$/i.exec(auth ?? '')?.[1] ?? null
}

function clientFirst(mechanism: string, read: (text: string) => SaslStep): SaslServer {
  return {
    mechanism,
    first: null,
    respond: (response) => {
      const text = response.length === 0 ? '' : readText(response)
      return text === null ? malformed('UTF-8') : read(text)
    },
  }
}

function claim(claimed: Claim): SaslStep {
  return { kind: 'claim', claim: claimed }
}

function malformed(expected: string): SaslStep {
  return { kind: 'malformed', expected }
}
