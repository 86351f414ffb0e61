import type { ScramKeys } from './scram-keys.ts'

/** What a client says of itself, and what is still to be found out. */
export type Claim =
  | { readonly kind: 'password'; readonly user: string; readonly password: string; readonly authorizationId: string }
  /** Whether `fits` the user's password can only be said by who has it in clear. RFC 2195 §2 */
  | { readonly kind: 'digest'; readonly user: string; readonly fits: (password: string) => boolean }
  | { readonly kind: 'token'; readonly user: string; readonly token: string; readonly refusal: Uint8Array }
  /** Whoever TLS says that it is; '' as the identity that follows from it. RFC 4422 §A.1 */
  | { readonly kind: 'external'; readonly authorizationId: string }
  | { readonly kind: 'anonymous'; readonly trace: string }

/** What comes of a response. */
export type SaslStep =
  /** Say this, and wait for the next response. */
  | { readonly kind: 'challenge'; readonly challenge: Uint8Array }
  /** It is not in the form of the mechanism: 501. */
  | { readonly kind: 'malformed'; readonly expected: string }
  | { readonly kind: 'rejected' }
  /** Find out whether it is true. */
  | { readonly kind: 'claim'; readonly claim: Claim }
  /** Find the keys of this user, or some that nobody has, and go on with them. */
  | { readonly kind: 'keys'; readonly user: string; readonly resume: (keys: ScramKeys) => SaslStep }
  /** It is true. Say `last`, and take an empty response: a positive reply carries no challenge. RFC 4954 §4 */
  | {
      readonly kind: 'proved'
      readonly user: string
      readonly authorizationId: string
      readonly last: Uint8Array
    }

/** One mechanism, seen from the server. */
export interface SaslServer {
  readonly mechanism: string
  /** What the server says first; null where the client does. */
  readonly first: Uint8Array | null
  respond(response: Uint8Array): SaslStep
}
