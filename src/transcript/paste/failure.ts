import type { FailedEvent } from '../event.ts'
import type { Transcript } from '../transcript.ts'
import { betterPeer, readInfo } from './info.ts'

type Trouble = Pick<FailedEvent, 'phase' | 'code'>

/** What programs say where no connection comes about, and the system's code for it. */
const troubles: readonly (readonly [form: RegExp, phase: FailedEvent['phase'], code: string])[] = [
  [/wrong version number|SSL routines|handshake failure|tls_process|gnutls_handshake/i, 'tls', 'TLS'],
  [/Connection refused|actively refused it/i, 'connect', 'ECONNREFUSED'],
  [/(?:Connection|Operation|Connect|Socket) (?:timed out|timeout)|connection attempt failed/i, 'connect', 'ETIMEDOUT'],
  [/Connection reset by peer|forcibly closed by the remote host/i, 'conversation', 'ECONNRESET'],
  [/No route to host|Host is unreachable/i, 'connect', 'EHOSTUNREACH'],
  [/Network is unreachable/i, 'connect', 'ENETUNREACH'],
  [
    /Name or service not known|could not resolve|nodename nor servname|No address associated|Bad hostname|Host does not exist|getaddrinfo failed|Unknown host/i,
    'resolve',
    'ENOTFOUND',
  ],
  [/Temporary failure in name resolution/i, 'resolve', 'EAI_AGAIN'],
  // Windows says no more.
  [/Could not open connection to the host/i, 'connect', ''],
]

/** What a line says of a connection that failed; null where it says nothing of the kind. */
export function readTrouble(line: string): Trouble | null {
  const [, phase, code] = troubles.find(([form]) => form.test(line)) ?? []
  return phase === undefined || code === undefined ? null : { phase, code }
}

/** Who says it: it must be a program, not a page about such things. */
const speaker =
  /^(?:telnet|nc|ncat|curl|swaks|ssh|plink|msmtp): |^\*{1,3}\s|^Ncat: |^(?:FATAL ERROR: )?Network error: |^Unable to open connection to |^Connecting To .*\.\.\.(?=Could not)|^[\dA-F]+:error:(?=[\dA-F]{8}:)|^(?:\w+\.)*\w*(?:Error|Exception)(?: \[\w+\])?: /

/** A record of a connection that did not come about, where the lines tell of one. */
export function readFailure(lines: readonly string[]): Transcript | null {
  const message = lines.find((line) => speaker.test(line) && readTrouble(line))
  const trouble = message === undefined ? null : readTrouble(message)
  if (message === undefined || !trouble) return null
  const peer = lines.reduce<string | null>((known, line) => betterPeer(known, readInfo(line)?.peer), null)
  const text = message.replace(speaker, '').trim()
  return {
    role: 'client',
    protocol: 'smtp',
    started: null,
    peer,
    events: [{ kind: 'failed', at: 0, ...trouble, message: text }],
  }
}
