import { parseCapabilities, type Capabilities } from '../../protocol/capabilities.ts'
import { readDialogue, type Turn } from '../../transcript/dialogue.ts'
import type { TlsDetails } from '../../transcript/event.ts'
import { labelOf, type SecuredPlace } from './facts.ts'

/** What a conversation showed of TLS. */
export interface Seen {
  readonly label: string
  readonly tls: TlsDetails | null
  /** What was offered in clear, and inside TLS; null where there was no such EHLO, or it was refused. */
  readonly inClear: Capabilities | null
  readonly inTls: Capabilities | null
  /** How there came to be no TLS; null where there is. 'unknown': the conversation did not come that far. */
  readonly lack: 'not-offered' | 'failed' | 'unknown' | null
  /** What happened, as a clause. */
  readonly trouble: string
  /** The event that shows it. */
  readonly event: number
}

export function see(place: SecuredPlace): Seen {
  const { transcript } = place
  const { turns, failure } = readDialogue(transcript)
  const at = transcript.events.findIndex(({ kind }) => kind === 'tls')
  const event = transcript.events[at]
  const tls = event?.kind === 'tls' ? event : null
  const inClear = offerOf(turns.filter((turn) => at < 0 || turn.event < at))
  const shared = {
    label: labelOf(place),
    inClear,
    inTls: tls ? offerOf(turns.filter((turn) => turn.event > at)) : null,
  }
  if (tls) return { ...shared, tls, lack: null, trouble: '', event: at }
  const none = { ...shared, tls: null, event: transcript.events.length - 1 }
  if (inClear && !inClear.has('STARTTLS')) {
    return { ...none, lack: 'not-offered', trouble: 'the server does not offer STARTTLS' }
  }
  const refused = turns.find(({ occasion, reply }) => occasion === 'STARTTLS' && reply && reply.code !== 220)
  if (refused) return { ...none, lack: 'failed', trouble: `the server answered STARTTLS with ${refused.reply!.code}` }
  if (failure?.phase === 'tls') return { ...none, lack: 'failed', trouble: `TLS failed: ${failure.message}` }
  return { ...none, lack: 'unknown', trouble: failure?.message ?? 'the conversation did not come as far as STARTTLS' }
}

function offerOf(turns: readonly Turn[]): Capabilities | null {
  const hello = turns.findLast(({ occasion, reply }) => occasion === 'EHLO' && reply?.code === 250)
  return hello ? parseCapabilities(hello.reply!) : null
}
