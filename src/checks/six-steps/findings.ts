import { explainMechanism } from '../../explain/mechanism.ts'
import type { Explanation } from '../../explain/facts.ts'
import { isFullyQualified, parseAddressLiteral } from '../../protocol/domain.ts'
import { describeDeviation } from '../../protocol/deviation.ts'
import { writeAddress } from '../../protocol/path.ts'
import type { RfcRef } from '../../protocol/rfc.ts'
import type { Turn } from '../../transcript/dialogue.ts'
import type { Finding } from '../finding.ts'
import { wayBackOf, type Case } from './case.ts'
import { isLocal, isPrivate } from './privacy.ts'
import { profiles, type Profile } from './profiles.ts'

/** Everything that is worth knowing about the conversation, the steps that failed first. */
export function readFindings(held: Case): Finding[] {
  return [
    ...readTroubles(held),
    ...readGreeting(held),
    ...readHello(held),
    ...readSender(held),
    ...readSecurity(held),
    ...readLogin(held),
    ...readDeviations(held),
    ...readMessages(held),
    ...readWayBack(held),
    ...readArrival(held),
  ]
}

/** What was refused, or not answered. */
function readTroubles({ explanation }: Case): Finding[] {
  const { annotations, steps } = explanation
  const isHandshaken = steps.some(({ name, outcome }) => name === 'handshake' && outcome === 'yes')
  const turns = annotations
    .filter(({ step, outcome }) => step !== null && outcome !== 'yes' && !(step === 'handshake' && isHandshaken))
    .map(({ step, outcome, sentence, explanation, event }) =>
      trouble(step!, outcome === 'no' ? 'fail' : 'unknown', sentence, explanation, event),
    )
  const ends = steps
    .filter(({ turn, outcome }) => turn === null && outcome !== 'skipped')
    .map(({ name, outcome, explanation }) =>
      trouble(name, outcome === 'no' ? 'fail' : 'unknown', explanation!.meaning, explanation!, 0),
    )
  return [...turns, ...ends]
}

function trouble(id: string, verdict: Finding['verdict'], detail: string, said: Explanation, event: number): Finding {
  const { title, action, references } = said
  return finding(id, verdict, title, `${detail} ${said.cause}`, { remedy: action, ref: sectionIn(references), event })
}

/** Beyond this, people who wait wonder. */
const SLOW_GREETING = 5000

function readGreeting({ dialogue, transcript }: Case): Finding[] {
  const turn = dialogue.turns.find(({ occasion }) => occasion === 'greeting')
  if (turn?.reply?.code !== 220) return []
  const findings: Finding[] = []
  const [name = ''] = turn.reply.lines[0]!.text.trim().split(/\s/)
  if (!isFullyQualified(name) && !parseAddressLiteral(name)) {
    const detail = `The greeting begins with "${name}", where the full name of the host should stand.`
    const remedy = 'Its administrator can set the name that it gives itself.'
    findings.push(
      finding('greeting-name', 'warn', 'Greeting without a host name', detail, {
        remedy,
        ref: 'RFC 5321 §4.2',
        event: turn.event,
      }),
    )
  }
  const open = transcript.events.find(({ kind }) => kind === 'open')
  const waited = (turn.repliedAt ?? 0) - (open?.at ?? 0)
  if (open && waited > SLOW_GREETING) {
    const detail = `The greeting came after ${(waited / 1000).toFixed(1)} s. Some servers make strangers wait, to be rid of those who do not.`
    findings.push(
      finding('greeting-slow', 'warn', 'Slow greeting', detail, { ref: 'RFC 5321 §4.5.3.2.1', event: turn.event }),
    )
  }
  return findings
}

function readHello({ explanation, dialogue }: Case): Finding[] {
  const ehlo = dialogue.turns.find(({ occasion, reply }) => occasion === 'EHLO' && reply && reply.code >= 400)
  const isHandshaken = explanation.steps[1]?.outcome === 'yes'
  if (!ehlo || !isHandshaken) return []
  const detail = 'The server refuses EHLO and takes HELO, so none of the extensions can be used with it.'
  return [finding('ehlo-refused', 'warn', 'HELO only', detail, { ref: 'RFC 5321 §2.2.1', event: ehlo.event })]
}

// RFC 5321 §2.3.5
function readSender({ dialogue }: Case): Finding[] {
  for (const { command, event } of dialogue.turns) {
    if (command?.verb !== 'MAIL' || command.reversePath.kind === 'null') continue
    const { domain, literal } = command.reversePath
    if (literal || isFullyQualified(domain)) continue
    const detail = `The sender <${writeAddress(command.reversePath)}> has no full domain, so reports of failures cannot come back.`
    const remedy = 'Name one with --from; many servers refuse mail without.'
    return [
      finding('sender-domain', 'warn', 'Sender without a domain', detail, { remedy, ref: 'RFC 5321 §2.3.5', event }),
    ]
  }
  return []
}

function readSecurity({ transcript, dialogue, explanation }: Case): Finding[] {
  const { certificate } = explanation
  const event = dialogue.turns.findLast(({ occasion }) => occasion === 'EHLO')?.event
  const findings: Finding[] = []
  if (certificate) {
    const { title, meaning, notes, action, references } = certificate
    const tls = transcript.events.findLastIndex(({ kind }) => kind === 'tls')
    const detail = [meaning, ...notes].join(' ')
    findings.push(
      finding('certificate', 'warn', title, detail, { remedy: action, ref: sectionIn(references), event: tls }),
    )
  }
  if (dialogue.tls || event === undefined) return findings
  if (dialogue.capabilities.has('STARTTLS')) {
    const detail = 'The server offers STARTTLS. This test went on without it.'
    findings.push(finding('starttls-offered', 'pass', 'Encryption on offer', detail, { ref: 'RFC 3207 §4', event }))
  } else if (!isLocal(transcript.events)) {
    const detail = 'The server does not offer STARTTLS, so everybody on the way can read the mail.'
    const remedy = 'Its administrator should give it a certificate and switch TLS on.'
    findings.push(finding('starttls-missing', 'warn', 'No encryption', detail, { remedy, ref: 'RFC 3207 §4', event }))
  }
  return findings
}

function readLogin(held: Case): Finding[] {
  const { dialogue, transcript, facts } = held
  const auth = dialogue.turns.find(({ occasion }) => occasion === 'AUTH')
  if (auth) {
    const mechanism = auth.command?.verb === 'AUTH' ? auth.command.mechanism : ''
    const isReadable = explainMechanism(mechanism).withoutTls === 'readable'
    if (!isReadable || isPrivate(transcript.events.slice(0, auth.event))) return []
    const detail = `The password was sent with AUTH ${mechanism} without protection: anybody on the way can read it.`
    const remedy = 'Change the password, and log in over TLS only.'
    return [
      finding('password-readable', 'warn', 'Password in the clear', detail, {
        remedy,
        ref: 'RFC 4954 §9',
        event: auth.event,
      }),
    ]
  }
  const hello = dialogue.turns.findLast(({ occasion, reply }) => occasion === 'EHLO' && reply?.code === 250)
  if (!facts.login || !hello) return []
  const remedy = 'See whether it offers a login on another port, mostly 587 or 465, or behind STARTTLS.'
  return [
    finding('not-logged-in', 'warn', 'Not logged in', whyNoLogin(held), {
      remedy,
      ref: 'RFC 4954 §4',
      event: hello.event,
    }),
  ]
}

function whyNoLogin({ dialogue, facts }: Case): string {
  const { mechanisms }: Profile = profiles[facts.as]
  const offered = dialogue.capabilities.mechanisms
  if (offered.length === 0) return 'The server offers no login here, so the name and the password were kept back.'
  if (!mechanisms.some((name) => offered.includes(name)))
    return `The server offers AUTH ${offered.join(' ')}, and ${profiles[facts.as].title} knows ${mechanisms.join(', ')} only.`
  return 'The password was kept back, for it could have been read on its way: there is no TLS, or none that can be trusted.'
}

function readDeviations({ explanation }: Case): Finding[] {
  // We leave without a word only where nobody would understand it.
  const others = explanation.deviations.filter(({ by, code }) => !(by === 'client' && code === 'no-quit'))
  return others.map(({ code, ref, sentence, events }) => ({
    id: code,
    verdict: 'warn',
    title: capital(describeDeviation({ code })),
    detail: sentence,
    remedy: null,
    ref,
    evidence: events.map((event) => ({ probe: PROBE, event })),
  }))
}

/** What receivers may have against the message itself. */
function readMessages({ explanation, dialogue }: Case): Finding[] {
  const event = dialogue.turns.find(({ occasion }) => occasion === 'end-of-data')?.event ?? 0
  const problems = explanation.messages.flat().filter(({ level }) => level === 'problem')
  const once = problems.filter(({ id }, i) => problems.findIndex((other) => other.id === id) === i)
  return once.map(({ id, sentence, ref }) =>
    finding(`message-${id}`, 'warn', 'Message not as it should be', sentence, { ref, event }),
  )
}

// RFC 5321 §4.5.5
function readWayBack({ dialogue }: Case): Finding[] {
  const turn = wayBackOf(dialogue)
  if (turn?.reply?.code !== 250) return []
  const detail =
    'The server takes mail with the null sender for the address of the bounces: reports of failures come back.'
  return [finding('way-back', 'pass', 'Bounces come back', detail, { ref: 'RFC 5321 §4.5.5', event: turn.event })]
}

/** Accepted is not arrived. */
function readArrival({ dialogue, facts }: Case): Finding[] {
  const ends = dialogue.turns.filter(isAcceptance)
  const event = ends.at(-1)?.event
  if (event === undefined) return []
  const { arrival, messages } = facts
  if (arrival) {
    const [verdict, title] = arrival.arrived ? (['pass', 'Arrived'] as const) : (['fail', 'Not arrived'] as const)
    return [finding('arrival', verdict, title, arrival.sentence, { event })]
  }
  const marks = messages.map(({ subject, messageId }) => `"${subject}"${messageId === null ? '' : `, ${messageId}`}`)
  const which = marks.length === 0 ? '' : `: ${marks.join('; ')}`
  const detail = `The server has taken the message${which}. Whether it lies in the mailbox can only be seen there.`
  const remedy =
    'Look into the mailbox, and into its spam folder. If it is not there after some minutes, look for a report to the ' +
    "sender, or ask the server's administrator with the words of its last reply."
  return [finding('arrival', 'unknown', 'Accepted is not arrived', detail, { remedy, ref: 'RFC 5321 §4.2.5', event })]
}

function isAcceptance({ occasion, reply }: Turn): boolean {
  return (occasion === 'end-of-data' || occasion === 'BDAT LAST') && reply !== null && reply.code < 300
}

const PROBE = 'six-steps'

function finding(
  id: string,
  verdict: Finding['verdict'],
  title: string,
  detail: string,
  {
    remedy = null,
    ref = null,
    event,
  }: { readonly remedy?: string | null; readonly ref?: RfcRef | null; readonly event: number },
): Finding {
  return { id, verdict, title, detail, remedy, ref, evidence: [{ probe: PROBE, event }] }
}

function sectionIn(references: readonly string[]): RfcRef | null {
  const section = references.map((text) => /^RFC \d+ §[\w.]+/.exec(text)?.[0]).find((text) => text !== undefined)
  return (section as RfcRef | undefined) ?? null
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
