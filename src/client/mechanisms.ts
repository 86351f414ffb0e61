/** Mechanisms that need no more than a name and a password, and no TLS below them; the better ones first. */
export const passwordMechanisms = ['SCRAM-SHA-256', 'SCRAM-SHA-1', 'CRAM-MD5', 'PLAIN', 'LOGIN'] as const
export type PasswordMechanism = (typeof passwordMechanisms)[number]

/** SCRAM bound to the TLS connection, so that nobody in between can pass it on. RFC 5802 §6 */
const boundMechanisms = ['SCRAM-SHA-256-PLUS', 'SCRAM-SHA-1-PLUS'] as const
const tokenMechanisms = ['OAUTHBEARER', 'XOAUTH2'] as const

/** Every way to log in that Parley speaks; the better ones of a kind first. */
export const mechanisms = [
  ...boundMechanisms,
  ...passwordMechanisms,
  ...tokenMechanisms,
  'EXTERNAL',
  'ANONYMOUS',
] as const
/** One of {@link mechanisms}. */
export type Mechanism = (typeof mechanisms)[number]

export function isMechanism(name: string): name is Mechanism {
  return (mechanisms as readonly string[]).includes(name)
}

export function isPasswordMechanism(name: string): name is PasswordMechanism {
  return (passwordMechanisms as readonly string[]).includes(name)
}

/** Those that are tried without being named: nobody means the others unless he says so. */
export const usualMechanisms: readonly Mechanism[] = mechanisms.filter(
  (name) => name !== 'EXTERNAL' && name !== 'ANONYMOUS',
)
