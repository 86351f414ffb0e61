import { decode, encode } from '../protocol/bytes.ts'
import { headerValue, readHeaders } from '../message/headers.ts'
import { readConversation } from '../transcript/read-conversation.ts'
import { readTrouble } from '../transcript/paste/failure.ts'
import type { Transcript } from '../transcript/transcript.ts'
import { explainBounce, type BounceExplanation } from './bounce.ts'
import { explainTranscript, type DialogueExplanation } from './dialogue.ts'
import type { Explanation } from './facts.ts'
import { explainDistrust, explainFailure, isSystemCode } from './failure.ts'
import { explainCode, explainReply } from './reply.ts'
import { hearText } from './said.ts'
import { explainWord } from './word.ts'

/**
 * What something means, whatever it is. In every case the fields of {@link Explanation} are there; for a transcript
 * they are those of the first thing that went wrong, for a bounce those of its first recipient.
 */
export type Explained =
  | ({ readonly kind: 'code' | 'reply' | 'word' | 'failure' } & Explanation)
  | ({ readonly kind: 'transcript'; readonly transcript: Transcript } & Explanation &
      Omit<DialogueExplanation, 'conclusion'>)
  | ({ readonly kind: 'bounce' } & Explanation & BounceExplanation)

/**
 * Explain a code ("550", "5.7.26"), a reply ("454 4.7.1 Relay access denied"), a word of the language ("PIPELINING"),
 * an error of the system ("ECONNREFUSED"), a conversation as recorded or pasted, or a bounce message.
 * It recognises what it is given; what is nothing of all this is explained as a reply that holds no code.
 */
export async function explain(input: string | Uint8Array | Transcript): Promise<Explained> {
  if (typeof input !== 'string' && !(input instanceof Uint8Array)) return ofTranscript(input)
  const text = typeof input === 'string' ? input : decode(input)
  const bytes = typeof input === 'string' ? encode(input) : input
  const transcript = readTalk(text)
  if (transcript) return ofTranscript(transcript)
  const short = explainShort(text)
  if (short) return short
  const bounce = looksLikeMessage(bytes) ? await explainBounce(bytes) : null
  if (bounce) return ofBounce(bounce)
  const telling = withoutFrames(text)
  const raised = telling === text ? null : explainShort(telling)
  return raised ?? { kind: 'reply', ...explainReply(isReplySized(telling) ? telling : '') }
}

/** What a program raised, without the calls that led there. */
function withoutFrames(text: string): string {
  const lines = text.trim().split(/\r?\n/)
  if (lines.some((line) => line.startsWith('Traceback (most recent call last)'))) return lines.at(-1)!
  const end = lines.findIndex((line) => /^\s+at \S.*[:(]/.test(line) || /^Stack trace:/.test(line))
  return end > 0 ? lines.slice(0, end).join('\n') : text
}

/** Pages of prose hold codes and telling words enough, and none of them is a reply. */
function isReplySized(text: string): boolean {
  return text.length < 4000 && text.trim().split('\n').length <= 12
}

/** What stands on one line and is no reply. */
function explainShort(text: string): Explained | null {
  const line = text.trim()
  if (line.includes('\n')) return null
  const code = explainCode(line)
  if (code) return { kind: 'code', ...code }
  const word = explainWord(line)
  if (word) return { kind: 'word', ...word }
  const failure = /^\d{3}[ -]/.test(line) ? null : explainSystemMessage(line)
  return failure && { kind: 'failure', ...failure }
}

/** What the operating system or the TLS library said, as it stands in a log. */
function explainSystemMessage(line: string): Explanation | null {
  const code = line.match(/\bE[A-Z_]+\b/g)?.find(isSystemCode)
  if (code !== undefined) {
    const phase = /getaddrinfo|query|ENOTFOUND|EAI_/.test(line) ? 'resolve' : 'connect'
    return explainFailure({ phase, code, message: line })
  }
  if (/certificate|\bCERT_|_CERT\b|ALTNAME/i.test(line)) {
    const distrust = explainDistrust({ distrust: line, certificate: null, servername: null })
    if (distrust && distrust.confidence !== 'possible') return distrust
  }
  const trouble = isOfLog(line) || hearText(line).code !== null ? null : readTrouble(line)
  if (trouble) return explainFailure({ ...trouble, message: line })
  return /\bssl|\btls\b.*\b(?:version|handshake|alert)\b|wrong version number/i.test(line)
    ? explainFailure({ phase: 'tls', code: 'TLS', message: line })
    : null
}

/** What a mail server logs of a delivery. It is not the user who could not connect. */
function isOfLog(line: string): boolean {
  return /\b(?:dsn|status|stat)=|\bdefer \(|\bR=\S+ T=/.test(line)
}

/** A conversation as recorded or pasted; null for what is none, and for a single reply in the same notation. */
function readTalk(text: string): Transcript | null {
  const transcript = readConversation(text)
  const kinds = new Set(transcript?.events.map(({ kind }) => kind))
  return kinds.size > 1 || kinds.has('failed') ? transcript : null
}

function ofBounce(bounce: BounceExplanation): Explained {
  const { address: _address, fate: _fate, remoteMta: _host, diagnostic: _words, ...first } = bounce.recipients[0]!
  return { kind: 'bounce', ...first, ...bounce }
}

function ofTranscript(transcript: Transcript): Explained {
  const { conclusion, ...explanation } = explainTranscript(transcript)
  return { kind: 'transcript', transcript, ...conclusion, ...explanation }
}

/** Whether it begins with a header as mail has it. "S: 220 …" looks like one, and is none. */
function looksLikeMessage(bytes: Uint8Array): boolean {
  const headers = readHeaders(bytes)
  return ['From', 'Received', 'Return-Path', 'Content-Type', 'Reporting-MTA', 'Final-Recipient'].some(
    (name) => headerValue(headers, name) !== null,
  )
}
