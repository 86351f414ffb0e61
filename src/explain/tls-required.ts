import type { Headers } from '../message/headers.ts'
import { readTlsRequired } from '../message/tls-required.ts'
import { findParam } from '../protocol/params.ts'
import type { Envelope, MessageRemark } from './message-checks.ts'

/** What the TLS-Required header comes to, beside what MAIL said. RFC 8689 §3 */
export function checkTlsRequired(headers: Headers, envelope: Envelope | null): MessageRemark[] {
  const said = readTlsRequired(headers)
  const ref = 'RFC 8689 §3'
  switch (said.kind) {
    case 'silent':
      return []
    case 'malformed': {
      const sentence = `The TLS-Required header says nothing: ${said.problem}. To demand TLS, MAIL says REQUIRETLS.`
      return [{ id: 'tls-required-malformed', level: 'problem', sentence, ref }]
    }
    case 'optional': {
      if (envelope && findParam(envelope.params, 'REQUIRETLS')) {
        const sentence =
          'TLS-Required: No stands against REQUIRETLS in MAIL, which counts: the message goes over checked TLS or not at all.'
        return [{ id: 'tls-required-overruled', level: 'problem', sentence, ref }]
      }
      const sentence = 'TLS-Required: No asks servers to deliver the message though TLS fails or cannot be checked.'
      return [{ id: 'tls-optional', level: 'note', sentence, ref }]
    }
  }
}
