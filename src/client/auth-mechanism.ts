import type { Credentials, SaslClient } from '../protocol/sasl.ts'
import { oauthBearer, xoauth2 } from '../protocol/sasl/oauth.ts'
import { anonymous, cramMd5, external, login, plain } from '../protocol/sasl/password.ts'
import { scram, type ChannelBinding, type ScramOptions } from '../protocol/sasl/scram-client.ts'
import type { ScramHashName } from '../protocol/sasl/scram-keys.ts'
import { hmacMd5, randomNonce, scramHash } from '../wire/hashing.ts'
import { prepare } from '../wire/saslprep.ts'
import type { Mechanism, PasswordMechanism } from './mechanisms.ts'

/** What is known to log in with. */
export interface Secrets {
  /** '' where the token or the certificate says it. */
  readonly user: string
  readonly password?: string | undefined
  /** OAuth access token. */
  readonly token?: string | undefined
  /** On whose behalf, where that is somebody else. */
  readonly authorizationId?: string
}

/** What the mechanism needs that there is not; null where there is all. */
export function missingFor(mechanism: Mechanism, { password, token }: Secrets): 'password' | 'token' | null {
  switch (familyOf(mechanism)) {
    case 'token':
      return token === undefined ? 'token' : null
    case 'none':
      return null
    default:
      return password === undefined ? 'password' : null
  }
}

/** By what a mechanism shows who somebody is: those with the same secret are refused together where that is wrong. */
export function secretOf(mechanism: Mechanism): 'password' | 'token' | Mechanism {
  const family = familyOf(mechanism)
  return family === 'token' ? 'token' : family === 'none' ? mechanism : 'password'
}

type MechanismFamily = 'scram' | 'digest' | 'readable' | 'token' | 'none'

function familyOf(mechanism: Mechanism): MechanismFamily {
  switch (mechanism) {
    case 'SCRAM-SHA-256-PLUS':
    case 'SCRAM-SHA-256':
    case 'SCRAM-SHA-1-PLUS':
    case 'SCRAM-SHA-1':
      return 'scram'
    case 'CRAM-MD5':
      return 'digest'
    case 'PLAIN':
    case 'LOGIN':
      return 'readable'
    case 'OAUTHBEARER':
    case 'XOAUTH2':
      return 'token'
    case 'EXTERNAL':
    case 'ANONYMOUS':
      return 'none'
  }
}

/** Whether anybody who listens has all it takes to log in himself. */
export function isReadable(mechanism: Mechanism): boolean {
  return ['readable', 'token'].includes(familyOf(mechanism))
}

/** What the connection adds to a login. */
export interface Surroundings {
  readonly server?: { readonly host: string; readonly port: number } | undefined
  readonly bindings: readonly ChannelBinding[]
  /** Mechanisms on offer. */
  readonly offered: readonly string[]
}

/** A mechanism that needs a name and a password only, not bound to anything; see {@link prepareCredentials}. */
export function createSasl(mechanism: PasswordMechanism, credentials: Credentials): SaslClient {
  switch (mechanism) {
    case 'PLAIN':
      return plain(credentials)
    case 'LOGIN':
      return login(credentials)
    case 'CRAM-MD5':
      return cramMd5(credentials, hmacMd5)
    case 'SCRAM-SHA-1':
      return createScram('SHA-1', credentials, null)
    case 'SCRAM-SHA-256':
      return createScram('SHA-256', credentials, null)
  }
}

/** Only SCRAM has its names and passwords prepared by the client; the others leave it to the server. RFC 4616 §2 */
export async function prepareCredentials(mechanism: Mechanism, credentials: Credentials): Promise<Credentials> {
  if (familyOf(mechanism) !== 'scram') return credentials
  const { user, password } = credentials
  return { ...credentials, user: await prepare(user), password: await prepare(password) }
}

/** Any mechanism, from what there is. @throws TypeError where the connection has nothing to bind a PLUS one to */
export async function createMechanism(
  mechanism: Mechanism,
  secrets: Secrets,
  { server, bindings, offered }: Surroundings,
): Promise<SaslClient> {
  const { user, token = '', authorizationId = '' } = secrets
  const credentials = await prepareCredentials(mechanism, { ...secrets, user, password: secrets.password ?? '' })
  switch (mechanism) {
    case 'SCRAM-SHA-256-PLUS':
      return createScram('SHA-256', credentials, firstOf(bindings))
    case 'SCRAM-SHA-1-PLUS':
      return createScram('SHA-1', credentials, firstOf(bindings))
    case 'SCRAM-SHA-256':
    case 'SCRAM-SHA-1': {
      // RFC 5802 §6
      const isUnsupported = bindings.length > 0 && !offered.some((name) => name.endsWith('-PLUS'))
      const hash = mechanism === 'SCRAM-SHA-1' ? 'SHA-1' : 'SHA-256'
      return createScram(hash, credentials, isUnsupported ? 'unsupported' : null)
    }
    case 'OAUTHBEARER':
      return oauthBearer({ user, token }, server)
    case 'XOAUTH2':
      return xoauth2({ user, token })
    case 'EXTERNAL':
      return external(authorizationId || user)
    case 'ANONYMOUS':
      return anonymous(user)
    default:
      return createSasl(mechanism, credentials)
  }
}

function createScram(hash: ScramHashName, credentials: Credentials, binding: ScramOptions['binding']): SaslClient {
  return scram(credentials, { hash: scramHash(hash), nonce: randomNonce(), binding })
}

function firstOf(bindings: readonly ChannelBinding[]): ChannelBinding {
  const [first] = bindings
  if (!first) throw new TypeError('there is no TLS connection to bind the login to')
  return first
}
