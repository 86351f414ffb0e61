import type { Claim, SaslServer } from '../protocol/sasl/server.ts'
import type { ChannelBinding } from '../protocol/sasl/scram-client.ts'
import { scramServer } from '../protocol/sasl/scram-server.ts'
import {
  anonymousServer,
  cramMd5Server,
  externalServer,
  loginServer,
  oauthBearerServer,
  plainServer,
  xoauth2Server,
} from '../protocol/sasl/simple-server.ts'
import type { CertificateDetails } from '../transcript/event.ts'
import type { Clock } from '../wire/clock.ts'
import { hmacMd5, randomNonce, scramHash } from '../wire/hashing.ts'
import { AuthGuard, defaultAuthLimits, type AuthLimits } from './auth-guard.ts'
import { UserTable, type UserSecret } from './auth-users.ts'
import type { SessionFacts } from './policy.ts'

/** The client's certificate, as TLS has seen it. */
export interface ClientCertificate extends CertificateDetails {
  /** Why it was not believed; null where it was. A certificate of the client's own making may still be known by its fingerprint. */
  readonly distrust: string | null
}

type Answer<T> = T | Promise<T>

/** Who may log in, and how. */
export interface AuthOptions {
  /** By name. A user may have several hashes, for several mechanisms. */
  readonly users?: Readonly<Record<string, UserSecret | readonly UserSecret[]>>
  /** Asked, where there are no such users, for the mechanisms that send the password itself. */
  readonly checkPassword?: (user: string, password: string, session: SessionFacts) => Answer<boolean>
  /** Whether an OAuth access token is good, for this user ('' where the client named none): the name, or no. */
  readonly checkToken?: (token: string, user: string, session: SessionFacts) => Answer<string | null>
  /** Who has this certificate: the name, or nobody. With it clients are asked for one, and EXTERNAL is offered. */
  readonly checkCertificate?: (certificate: ClientCertificate, session: SessionFacts) => Answer<string | null>
  /** Whether a user may act on somebody else's behalf. Default: nobody may. */
  readonly mayActAs?: (user: string, other: string) => boolean
  /** Offer ANONYMOUS. */
  readonly anonymous?: boolean
  /** Take any name with any password or token: for trying out programs, never for mail. */
  readonly acceptAny?: boolean
  /** Only these, of those that the above makes possible. CRAM-MD5, which is weak, is offered only if named. */
  readonly mechanisms?: readonly string[]
  /** Let clients log in without TLS. Default: only with `acceptAny`. */
  readonly allowInClear?: boolean
  /** Take mail only from who has logged in. */
  readonly required?: boolean
  readonly limits?: Partial<AuthLimits>
}

/** A session and the TLS below it. */
export interface AuthConnection {
  readonly session: SessionFacts
  /** What a login can be bound to; empty without TLS. */
  readonly bindings: readonly ChannelBinding[]
  readonly certificate: ClientCertificate | null
}

/** Everything a server can be made to offer, the stronger first, as clients tend to take what comes first. */
const known = [
  'SCRAM-SHA-256-PLUS',
  'SCRAM-SHA-256',
  'SCRAM-SHA-1-PLUS',
  'SCRAM-SHA-1',
  'EXTERNAL',
  'OAUTHBEARER',
  'XOAUTH2',
  'CRAM-MD5',
  'PLAIN',
  'LOGIN',
  'ANONYMOUS',
] as const
type Known = (typeof known)[number]

export interface AuthenticatorSurroundings {
  readonly hostname: string
  readonly clock: Clock
  readonly canEncrypt: boolean
  /** For tests: what waits before a failure is told. */
  readonly pause?: (ms: number) => Promise<unknown>
}

/** Who may log in at one server, and how: decides, remembers failures, and holds no state of any one exchange. */
export class Authenticator {
  readonly options: AuthOptions
  readonly limits: AuthLimits
  readonly guard: AuthGuard
  readonly hostname: string
  readonly #users: UserTable
  readonly #possible: readonly Known[]
  readonly #canEncrypt: boolean
  readonly #allowsInClear: boolean

  /** @throws TypeError where the options do not fit together */
  constructor(options: AuthOptions, { hostname, clock, canEncrypt, pause }: AuthenticatorSurroundings) {
    this.options = options
    this.hostname = hostname
    this.limits = { ...defaultAuthLimits, ...options.limits }
    this.guard = new AuthGuard(this.limits, clock, pause)
    this.#users = new UserTable(options.users ?? {})
    this.#canEncrypt = canEncrypt
    this.#allowsInClear = options.allowInClear ?? options.acceptAny ?? false
    if (!canEncrypt && !this.#allowsInClear)
      throw new TypeError('nobody could log in: without TLS, auth needs allowInClear')
    this.#possible = this.#choose()
  }

  /** Whether somebody on this connection must encrypt it before he logs in. RFC 4954 §4 */
  needsEncryption({ session }: AuthConnection): boolean {
    return !session.isEncrypted && !this.#allowsInClear
  }

  /** What to offer on this connection, in the order of its line in the EHLO reply; empty: no such line. */
  mechanisms(connection: AuthConnection): readonly string[] {
    if (this.needsEncryption(connection)) return []
    return this.#possible.filter((name) => {
      if (name.endsWith('-PLUS')) return connection.bindings.length > 0
      return name !== 'EXTERNAL' || connection.certificate !== null
    })
  }

  /** All that may be offered, on whatever connection. */
  get possibleMechanisms(): readonly string[] {
    return this.#possible
  }

  /** Whether the mechanism is one that Parley knows to be weaker than what is asked for here. */
  isTooWeak(mechanism: string): boolean {
    return ['PLAIN', 'LOGIN', 'CRAM-MD5'].includes(mechanism) && this.#possible.some((name) => name.startsWith('SCRAM'))
  }

  /** The server's side of an exchange. @param mechanism one of {@link mechanisms} */
  begin(mechanism: string, { bindings }: AuthConnection): SaslServer {
    const offersPlus = this.#possible.some((name) => name.endsWith('-PLUS'))
    switch (mechanism as Known) {
      case 'PLAIN':
        return plainServer()
      case 'LOGIN':
        return loginServer()
      case 'CRAM-MD5':
        return cramMd5Server(`<${randomNonce()}@${this.hostname}>`, hmacMd5)
      case 'SCRAM-SHA-1':
      case 'SCRAM-SHA-1-PLUS':
      case 'SCRAM-SHA-256':
      case 'SCRAM-SHA-256-PLUS':
        return scramServer({
          hash: scramHash(hashOf(mechanism)),
          nonce: randomNonce(),
          isPlus: mechanism.endsWith('-PLUS'),
          bindings: offersPlus ? bindings : [],
        })
      case 'OAUTHBEARER':
        return oauthBearerServer()
      case 'XOAUTH2':
        return xoauth2Server()
      case 'EXTERNAL':
        return externalServer()
      case 'ANONYMOUS':
        return anonymousServer()
    }
  }

  /** Keys for SCRAM, of that user or of nobody. */
  keys(user: string, mechanism: string) {
    return this.#users.keys(user, hashOf(mechanism))
  }

  /** Whose name goes with the claim; null where it is not true. */
  async check(claim: Claim, connection: AuthConnection): Promise<string | null> {
    const { acceptAny = false, checkToken, checkCertificate } = this.options
    switch (claim.kind) {
      case 'password': {
        const isTrue = acceptAny || (await this.#checkPassword(claim.user, claim.password, connection.session))
        return isTrue ? this.onBehalf(claim.user, claim.authorizationId) : null
      }
      case 'digest': {
        const password = await this.#users.clear(claim.user)
        return acceptAny || (password !== null && claim.fits(password)) ? claim.user : null
      }
      case 'token':
        if (checkToken) return checkToken(claim.token, claim.user, connection.session)
        return acceptAny ? claim.user || 'somebody' : null
      case 'external': {
        const user = connection.certificate && (await checkCertificate?.(connection.certificate, connection.session))
        return user ? this.onBehalf(user, claim.authorizationId) : null
      }
      case 'anonymous':
        return 'anonymous'
    }
  }

  /** Who a user is who says that he acts for another; null where he may not. RFC 4422 §3.4.1 */
  onBehalf(user: string, other: string): string | null {
    if (other === '' || other === user) return user
    return this.options.acceptAny || this.options.mayActAs?.(user, other) ? other : null
  }

  async #checkPassword(user: string, password: string, session: SessionFacts): Promise<boolean> {
    if (!this.#users.isEmpty && (await this.#users.verify(user, password))) return true
    return (await this.options.checkPassword?.(user, password, session)) ?? false
  }

  #choose(): readonly Known[] {
    const { mechanisms } = this.options
    const possible = known.filter((name) => this.#isPossible(name) && !this.#lacksTls(name))
    if (mechanisms === undefined) return possible.filter((name) => name !== 'CRAM-MD5' || this.options.acceptAny)
    const wrong = mechanisms.find((name) => !(possible as readonly string[]).includes(name))
    if (wrong !== undefined)
      throw new TypeError(`${wrong} cannot be offered: ${this.#lacksTls(wrong) ? 'it needs TLS' : whyNot(wrong)}`)
    return possible.filter((name) => mechanisms.includes(name))
  }

  /** Whether it is bound to TLS, or rests on the certificate there, and no connection has any. */
  #lacksTls(name: string): boolean {
    return !this.#canEncrypt && (name.endsWith('-PLUS') || name === 'EXTERNAL')
  }

  #isPossible(name: Known): boolean {
    const { acceptAny = false, anonymous = false, checkPassword, checkToken, checkCertificate } = this.options
    switch (name) {
      case 'PLAIN':
      case 'LOGIN':
        return acceptAny || checkPassword !== undefined || !this.#users.isEmpty
      case 'CRAM-MD5':
        return acceptAny || this.#users.hasClear
      case 'OAUTHBEARER':
      case 'XOAUTH2':
        return acceptAny || checkToken !== undefined
      case 'EXTERNAL':
        return checkCertificate !== undefined
      case 'ANONYMOUS':
        return anonymous
      default:
        return !acceptAny && checkPassword === undefined && this.#users.hasKeys(hashOf(name))
    }
  }
}

function hashOf(mechanism: string): 'SHA-1' | 'SHA-256' {
  return mechanism.startsWith('SCRAM-SHA-1') ? 'SHA-1' : 'SHA-256'
}

function whyNot(mechanism: string): string {
  if (mechanism === 'CRAM-MD5') return 'it needs the passwords of all users in clear'
  if (mechanism.startsWith('SCRAM-'))
    return 'it needs the passwords of all users in clear, or what hashForScram makes of them'
  if (mechanism === 'EXTERNAL') return 'it needs checkCertificate'
  if (mechanism === 'OAUTHBEARER' || mechanism === 'XOAUTH2') return 'it needs checkToken'
  if (mechanism === 'ANONYMOUS') return 'it needs anonymous'
  if (mechanism === 'PLAIN' || mechanism === 'LOGIN') return 'it needs users, or checkPassword'
  return `there are ${known.join(', ')}`
}
