import type { Reply } from '../protocol/reply.ts'
import { parseBase64, readChallenge, writeBase64 } from '../protocol/sasl.ts'
import { readDigestChallenge, type DigestChallenge } from '../protocol/sasl/digest-md5.ts'
import { ntlmNegotiate, readNtlmChallenge, type NtlmChallenge } from '../protocol/sasl/ntlm.ts'
import type { ClientSession } from './session.ts'

/** What a server says to who begins a login, and breaks it off. */
export interface ChallengeReport {
  readonly mechanism: string
  /** The challenge as a person reads it; null where there was none. */
  readonly challenge: string | null
  /** What the server tells of itself with it, to anybody. */
  readonly ntlm: NtlmChallenge | null
  readonly digest: DigestChallenge | null
  /** The reply to AUTH, where it was no challenge, else to the "*" that broke it off. */
  readonly reply: Reply
}

/**
 * Ask for the challenge of a mechanism, of those too that Parley does not log in with (NTLM, DIGEST-MD5), and break the
 * login off. Nothing is told but that somebody asks.
 */
// RFC 4954 §4
export async function askChallenge(session: ClientSession, name: string): Promise<ChallengeReport> {
  const mechanism = name.toUpperCase()
  let reply = await session.command({ verb: 'AUTH', mechanism, initial: null }, 'auth')
  if (reply.code === 334 && mechanism === 'NTLM') reply = await session.command(writeBase64(ntlmNegotiate), 'auth')
  if (reply.code !== 334) return { mechanism, challenge: null, ntlm: null, digest: null, reply }
  const text = reply.lines.at(-1)!.text.trim()
  const challenge = readChallenge(text)
  const bytes = parseBase64(text)
  return {
    mechanism,
    challenge,
    ntlm: bytes && readNtlmChallenge(bytes),
    digest: readDigestChallenge(challenge),
    reply: await session.command('*', 'auth'),
  }
}
