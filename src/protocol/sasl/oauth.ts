import { decode, EMPTY } from '../bytes.ts'
import { encodeFields, type SaslClient, type SaslRemark } from '../sasl.ts'
import { writeGs2Header } from './gs2.ts'

export interface TokenCredentials {
  /** Whose mailbox it is; '' where the token says it. OAUTHBEARER only. */
  readonly user: string
  /** The access token, as the issuer gave it. */
  readonly token: string
}

const SEPARATOR = '\x01'
/** What OAUTHBEARER answers to an error. RFC 7628 §3.2.3 */
const KVSEP = Uint8Array.of(1)

// client-resp = (gs2-header kvsep *kvpair kvsep) / kvsep
// RFC 7628 §3.1
export function oauthBearer({ user, token }: TokenCredentials, server?: { host: string; port: number }): SaslClient {
  const pairs = server ? [`host=${server.host}`, `port=${server.port}`] : []
  const fields = [writeGs2Header('n', user), ...pairs, `auth=Bearer ${token}`, '', '']
  return exchange('OAUTHBEARER', encodeFields(SEPARATOR, ...fields), KVSEP)
}

/** QUIRK: no RFC has XOAUTH2; its form is Google's, and an error is answered with an empty response. */
export function xoauth2({ user, token }: TokenCredentials): SaslClient {
  return exchange('XOAUTH2', encodeFields(SEPARATOR, `user=${user}`, `auth=Bearer ${token}`, '', ''), EMPTY)
}

function exchange(mechanism: string, initial: Uint8Array, acknowledgement: Uint8Array): SaslClient {
  let hasAsked = false
  let error: Uint8Array | null = null
  return {
    mechanism,
    initial,
    respond: (challenge) => {
      if (error !== null) return null
      if (challenge.length === 0 && !hasAsked) {
        hasAsked = true
        return initial
      }
      error = challenge
      return acknowledgement
    },
    remark: (isAccepted): SaslRemark | null =>
      isAccepted || error === null ? null : { by: 'server', text: describeOAuthError(decode(error)) },
  }
}

/** The error challenge in words. RFC 7628 §3.2.2 */
export function describeOAuthError(json: string): string {
  const error = parseObject(json)
  if (!error) return json.trim() === '' ? 'the token was refused' : json.trim()
  const status = textOf(error['status'])
  const about = [
    ...(status === null ? [] : [meanings[status] ?? `status ${status}`]),
    ...facts.flatMap(([key, label]) => {
      const value = textOf(error[key])
      return value === null || value === '' ? [] : [`${label} ${value}`]
    }),
  ]
  return about.length === 0 ? json.trim() : about.join('; ')
}

const meanings: Readonly<Record<string, string>> = {
  invalid_token: 'invalid_token: the token is expired, revoked, or not for this server',
  insufficient_scope: 'insufficient_scope: the token does not allow sending mail',
  invalid_request: 'invalid_request: the server could not read the request',
  // QUIRK: Google and Microsoft give an HTTP status here.
  '400': 'status 400: the token or the user name does not fit',
  '401': 'status 401: the token is expired, revoked, or not for this server',
  '403': 'status 403: the token does not allow sending mail',
}

const facts = [
  ['scope', 'scope wanted:'],
  ['schemes', 'schemes taken:'],
  ['openid-configuration', 'where to get a token:'],
] as const

function parseObject(json: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}
