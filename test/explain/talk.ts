import { encode } from '../../src/protocol/bytes.ts'
import type { TlsDetails, TranscriptEvent } from '../../src/transcript/event.ts'
import type { Transcript } from '../../src/transcript/transcript.ts'

type Line = string | Partial<TranscriptEvent>

/** A transcript from "S: …" and "C: …" lines, 10 ms apart, and from events. A text may hold several lines. */
export function talk(...lines: readonly Line[]): Transcript {
  return talkTo(null, ...lines)
}

export function talkTo(peer: string | null, ...lines: readonly Line[]): Transcript {
  let at = 0
  const events = lines.map((line): TranscriptEvent => {
    at += 10
    if (typeof line !== 'string') return { ...line, at } as TranscriptEvent
    const [, speaker, text] = /^([CS]): ?(.*)$/s.exec(line)!
    const bytes = encode(`${text!.replace(/\n/g, '\r\n')}\r\n`)
    return { kind: speaker === 'C' ? 'sent' : 'received', at, bytes, secret: false }
  })
  return { role: 'client', protocol: 'smtp', started: null, peer, events }
}

export const closed = (by: 'us' | 'peer' | 'timeout') => ({ kind: 'closed', by }) as const

export const failed = (phase: 'resolve' | 'connect' | 'tls' | 'conversation', code: string, message = '') =>
  ({ kind: 'failed', phase, code, message }) as const

export const tls = (details: Partial<TlsDetails> = {}): Partial<TranscriptEvent> => ({
  kind: 'tls',
  protocol: 'TLSv1.3',
  cipher: 'TLS_AES_256_GCM_SHA384',
  servername: 'mx.b.test',
  alpn: null,
  distrust: null,
  certificate: null,
  ...details,
})

export const hello = ['S: 220 mx.b.test ESMTP', 'C: EHLO a.test', 'S: 250-mx.b.test\n250 SIZE 1000'] as const
export const goodbye = ['C: QUIT', 'S: 221 Bye', closed('peer')] as const
export const header =
  'From: a@a.test\nTo: b@b.test\nSubject: hi\nDate: Sun, 22 Nov 2026 09:00:00 +0000\nMessage-ID: <1@a.test>\n'
