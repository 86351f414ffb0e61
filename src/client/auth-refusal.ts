import { replyText, type Reply } from '../protocol/reply.ts'
import { secretOf } from './auth-mechanism.ts'
import type { Mechanism } from './mechanisms.ts'

/** Enhanced codes, without their first digit, by which a server says that it is the way to log in that does not do. */
// RFC 4954 §6, RFC 5248 §2.4
const aboutMechanism: ReadonlySet<string> = new Set(['5.4', '7.4', '7.9', '7.11', '7.12'])

// QUIRK: Postfix says 535 5.7.8 of a mechanism that it does not know, with the words "Invalid authentication mechanism".
const mechanismWords =
  /\b(?:mechanism|method|type)\b.*\b(?:not|un(?:supported|available|known|recognized)|invalid|disabled)|\b(?:not|un(?:supported|available|known|recognized)|invalid|disabled)\b.*\b(?:mechanism|method|type)\b/i

/**
 * Whether the reply says that the name and the password, or the token, are wrong: whatever else they are tried with,
 * they are wrong there too. RFC 4954 §6
 */
export function refusesCredentials(reply: Reply): boolean {
  if (reply.code !== 535) return false
  if (reply.enhanced && aboutMechanism.has(reply.enhanced.slice(1).join('.'))) return false
  return !mechanismWords.test(replyText(reply))
}

/** Those of `others` that would say again what was just refused; the server would count it as another guess. */
export function sameSecret(refused: Mechanism, others: readonly Mechanism[]): Mechanism[] {
  return others.filter((name) => secretOf(name) === secretOf(refused))
}
