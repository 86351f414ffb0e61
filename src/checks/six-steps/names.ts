import { isFullyQualified, parseAddressLiteral } from '../../protocol/domain.ts'
import { writeAddress } from '../../protocol/path.ts'
import type { Finding } from '../finding.ts'
import type { Case } from './case.ts'
import { makeFinding } from './make-finding.ts'

/** How the two sides introduce themselves, where that is accepted and still not as it should be. */

/** Beyond this, people who wait wonder. Milliseconds. */
const SLOW_GREETING = 5000

// RFC 5321 §4.2
export function readGreeting({ dialogue, transcript }: Case): Finding[] {
  const turn = dialogue.turns.find(({ occasion }) => occasion === 'greeting')
  if (turn?.reply?.code !== 220) return []
  const { event } = turn
  const findings: Finding[] = []
  const [name = ''] = turn.reply.lines[0]!.text.trim().split(/\s/)
  if (!isFullyQualified(name) && !parseAddressLiteral(name)) {
    findings.push(
      makeFinding({
        id: 'greeting-name',
        verdict: 'warn',
        title: 'Greeting without a host name',
        detail: `The greeting begins with "${name}", where the full name of the host should stand.`,
        remedy: 'Its administrator can set the name that it gives itself.',
        ref: 'RFC 5321 §4.2',
        events: [event],
      }),
    )
  }
  const open = transcript.events.find(({ kind }) => kind === 'open')
  const waited = (turn.repliedAt ?? 0) - (open?.at ?? 0)
  if (open && waited > SLOW_GREETING) {
    findings.push(
      makeFinding({
        id: 'greeting-slow',
        verdict: 'warn',
        title: 'Slow greeting',
        detail: `The greeting came after ${(waited / 1000).toFixed(1)} s. Some servers make strangers wait, to be rid of those who do not.`,
        ref: 'RFC 5321 §4.5.3.2.1',
        events: [event],
      }),
    )
  }
  return findings
}

export function readHello({ explanation, dialogue }: Case): Finding[] {
  const ehlo = dialogue.turns.find(({ occasion, reply }) => occasion === 'EHLO' && reply && reply.code >= 400)
  const isHandshaken = explanation.steps.some(({ name, outcome }) => name === 'handshake' && outcome === 'yes')
  if (!ehlo || !isHandshaken) return []
  return [
    makeFinding({
      id: 'ehlo-refused',
      verdict: 'warn',
      title: 'HELO only',
      detail: 'The server refuses EHLO and takes HELO, so none of the extensions can be used with it.',
      ref: 'RFC 5321 §2.2.1',
      events: [ehlo.event],
    }),
  ]
}

// RFC 5321 §2.3.5
export function readSender({ dialogue }: Case): Finding[] {
  for (const { command, event } of dialogue.turns) {
    if (command?.verb !== 'MAIL' || command.reversePath.kind === 'null') continue
    const { domain, literal } = command.reversePath
    if (literal || isFullyQualified(domain)) continue
    const address = writeAddress(command.reversePath)
    return [
      makeFinding({
        id: 'sender-domain',
        verdict: 'warn',
        title: 'Sender without a domain',
        detail: `The sender <${address}> has no full domain, so reports of failures cannot come back.`,
        remedy: 'Name one with --from; many servers refuse mail without.',
        ref: 'RFC 5321 §2.3.5',
        events: [event],
      }),
    ]
  }
  return []
}
