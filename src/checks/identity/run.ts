import { isIP } from 'node:net'
import { isFullyQualified } from '../../protocol/domain.ts'
import { writeAddress } from '../../protocol/path.ts'
import { replyText } from '../../protocol/reply.ts'
import { readDialogue, type Turn } from '../../transcript/dialogue.ts'
import type { Transcript } from '../../transcript/transcript.ts'
import { parseTarget } from '../../wire/target.ts'
import type { Finding } from '../finding.ts'
import type { Identity } from './facts.ts'
import { judgeIdentity } from './judge.ts'
import { lookUpIdentity, type ProbeOptions } from './probe.ts'

/** Whether a conversation went to another machine, where somebody may look us up. */
export function isFromOutside({ events }: Transcript): boolean {
  const open = events.find((event) => event.kind === 'open')
  const remote = hostIn(open?.remote ?? null)
  return remote !== null && !/^(?:127\.|::1$)/.test(remote)
}

/** What a server finds that looks up who has held this conversation with it. */
export async function checkIdentity(transcript: Transcript, options: ProbeOptions): Promise<Finding[]> {
  return judgeIdentity(await lookUpIdentity(identityIn(transcript), options))
}

/** Who we said we are. The author is taken for the sender, as in all that Parley composes. */
export function identityIn(transcript: Transcript): Identity {
  const { turns } = readDialogue(transcript)
  const open = transcript.events.find((event) => event.kind === 'open')
  const greeted = turns.findLast(({ command }) => command !== null && /^(?:EHLO|HELO|LHLO)$/.test(command.verb))
  const mail = turns.find(({ command }) => command?.verb === 'MAIL')?.command
  const hello = greeted?.command
  const sender = mail?.verb === 'MAIL' ? writeAddress(mail.reversePath) : ''
  const author = sender.slice(sender.lastIndexOf('@') + 1)
  return {
    address: hostIn(open?.local ?? null),
    seenAddress: addressIn(greeted, hostIn(open?.remote ?? null)),
    helo: hello && 'domain' in hello ? hello.domain : null,
    sender,
    author: isFullyQualified(author) ? author : null,
  }
}

/** Many servers greet with the address that they see: "mx.example.org at your service, [192.0.2.1]". */
function addressIn(turn: Turn | undefined, server: string | null): string | null {
  const [line = ''] = turn?.reply ? replyText(turn.reply).split('\n') : []
  const words = line.split(/[\s[\](),;<>]+/).map((word) => word.replace(/^IPv6:/i, ''))
  return words.find((word) => isIP(word) !== 0 && word !== server) ?? null
}

/** "192.0.2.1:25" → "192.0.2.1", and IPv4 in IPv6 as IPv4. */
function hostIn(place: string | null): string | null {
  if (place === null) return null
  const host = isIP(place) ? place : parseTarget(place).host
  return host.replace(/^::ffff:(?=[\d.]+$)/i, '').replace(/%.*$/, '')
}
