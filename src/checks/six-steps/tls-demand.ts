import { tlsNotOffered } from '../../explain/data/silences.ts'
import type { DialogueExplanation } from '../../explain/dialogue.ts'
import type { Dialogue } from '../../transcript/dialogue.ts'
import { withHandshakeTrouble } from './handshake-trouble.ts'

/** Whether the server took a hello and did not offer STARTTLS. */
export function lacksTls({ tls, turns, capabilities }: Dialogue): boolean {
  const isGreeted = turns.some(
    ({ occasion, reply }) => /^(?:EHLO|HELO|LHLO)$/.test(occasion ?? '') && reply?.code === 250,
  )
  return isGreeted && tls === null && !capabilities.has('STARTTLS')
}

/** What it means that there is no STARTTLS, where TLS was demanded: the record does not know that it was. */
// RFC 3207 §4
export function withMissingTls(said: DialogueExplanation): DialogueExplanation {
  return said.trouble ? said : withHandshakeTrouble(said, tlsNotOffered, 'RFC 3207 §4')
}
