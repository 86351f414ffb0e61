import type { FailedEvent } from '../event.ts'
import type { Transcript } from '../transcript.ts'
import { betterPeer, readInfo } from './info.ts'

/** What programs say where no connection comes about, and the system's code for it. */
const troubles: readonly (readonly [form: RegExp, phase: FailedEvent['phase'], code: string])[] = [
  [/Connection refused/i, 'connect', 'ECONNREFUSED'],
  [/(?:Connection|Operation) timed out/i, 'connect', 'ETIMEDOUT'],
  [/No route to host/i, 'connect', 'EHOSTUNREACH'],
  [/Network is unreachable/i, 'connect', 'ENETUNREACH'],
  [/Name or service not known|could not resolve|nodename nor servname|No address associated/i, 'resolve', 'ENOTFOUND'],
  [/Temporary failure in name resolution/i, 'resolve', 'EAI_AGAIN'],
]

/** Who says it: it must be a program, not a page about such things. */
const speaker = /^(?:telnet|nc|ncat|curl|swaks|ssh): |^\*{1,3}\s|^Ncat: /

/** A record of a connection that did not come about, where the lines tell of one. */
export function readFailure(lines: readonly string[]): Transcript | null {
  const message = lines.find((line) => speaker.test(line) && troubles.some(([form]) => form.test(line)))
  const trouble = message === undefined ? undefined : troubles.find(([form]) => form.test(message))
  if (message === undefined || !trouble) return null
  const [, phase, code] = trouble
  const peer = lines.reduce<string | null>((known, line) => betterPeer(known, readInfo(line)?.peer), null)
  const text = message.replace(speaker, '').trim()
  return {
    role: 'client',
    protocol: 'smtp',
    started: null,
    peer,
    events: [{ kind: 'failed', at: 0, phase, code, message: text }],
  }
}
