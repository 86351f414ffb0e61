import { describeFault, type Explanation } from '../explain/facts.ts'
import { explainTranscript } from '../explain/dialogue.ts'
import { codeText } from '../explain/judged.ts'
import { explainKeyword } from '../explain/keyword.ts'
import type { ClientSession } from '../client/session.ts'
import { escapeBytes } from '../protocol/escapes.ts'
import { writePath } from '../protocol/path.ts'
import { formatCommand } from '../protocol/write-command.ts'
import { readDialogue, type Turn } from '../transcript/dialogue.ts'
import type { Transcript } from '../transcript/transcript.ts'
import { Commentator } from './comment.ts'
import { occasionInWords } from './ending.ts'
import { stateInWords } from './next.ts'

/** Texts that the local commands show, a string a line. */

export function status(session: ClientSession): string[] {
  const { state, due, transaction, transcript, isOver, isEncrypted } = session
  const opened = transcript.events.findLast((event) => event.kind === 'open')
  const tls = transcript.events.findLast((event) => event.kind === 'tls')
  const peer = [transcript.peer, opened?.remote].filter((name, i, all) => name && all.indexOf(name) === i).join(', ')
  return [
    `${isOver ? 'no longer connected' : 'connected'} to ${peer}${opened?.local ? ` from ${opened.local}` : ''}`,
    isEncrypted && tls ? `encrypted: ${tls.protocol}, ${tls.cipher}` : 'not encrypted',
    ...(isOver ? [] : [stateInWords[state]]),
    ...(transaction
      ? [
          `from ${writePath(transaction.reversePath)}`,
          ...transaction.recipients.map(({ forwardPath }) => `to ${writePath(forwardPath)}`),
        ]
      : []),
    ...(due === null || isOver ? [] : [`waiting for the reply to ${occasionInWords(due)}`]),
  ]
}

export function capabilities({ capabilities: { list, domain } }: ClientSession): string[] {
  if (list.length === 0) return ['the server offers no extensions, or EHLO has not been said yet']
  return [`${domain} offers:`, ...table(list.map((each) => [each.text, explainKeyword(each).title]))]
}

/** In the order in which things came to an end. */
export function timing(transcript: Transcript): string[] {
  const rows = [...phases(transcript), ...replies(transcript)].sort((one, other) => one.at - other.at)
  return table(rows.map(({ ms, what, code }) => [formatMs(ms), what, code]))
}

interface Timed {
  readonly at: number
  readonly ms: number
  readonly what: string
  readonly code: string
}

const phaseNames = { resolved: 'DNS', open: 'connect', tls: 'TLS' } as const

function phases({ events }: Transcript): Timed[] {
  return events.flatMap((event, i) => {
    const { kind, at } = event
    if (kind !== 'resolved' && kind !== 'open' && kind !== 'tls') return []
    return [{ at, ms: at - (events[i - 1]?.at ?? 0), what: phaseNames[kind], code: '' }]
  })
}

function replies(transcript: Transcript): Timed[] {
  return readDialogue(transcript).turns.flatMap((turn) => {
    const { repliedAt: at, askedAt, occasion } = turn
    if (at === null) return []
    const from = askedAt ?? (occasion === 'greeting' ? readyAt(transcript, at) : at)
    return [{ at, ms: at - from, what: whatWasSaid(turn), code: codeText(turn.reply) }]
  })
}

/** As it was typed. Without credentials: what could not be read as a command may hold one. */
function whatWasSaid({ command, line, isSecret, occasion }: Turn): string {
  const isCommand = command !== null && command.verb !== 'unknown' && command.verb !== 'AUTH'
  if (isCommand) return line && !isSecret ? escapeBytes(line).trim() : formatCommand(command)
  return occasion === null ? 'unasked' : occasion === 'unknown' ? 'no command' : occasion
}

/** Since when nothing but the greeting was missing. */
function readyAt({ events }: Transcript, greetedAt: number): number {
  return events.findLast(({ kind, at }) => (kind === 'open' || kind === 'tls') && at <= greetedAt)?.at ?? 0
}

function formatMs(ms: number): string {
  return `${ms.toFixed(1).padStart(9)} ms`
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, i) => Math.min(48, Math.max(...rows.map((row) => row[i]!.length)))) ?? []
  return rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd(),
  )
}

export function explanation({
  code,
  enhanced,
  title,
  meaning,
  cause,
  fault,
  action,
  references,
  notes,
}: Explanation): string[] {
  const codes = [code, enhanced].filter((each) => each !== null).join(' ')
  return [
    codes === '' ? title : `${codes}: ${title}`,
    meaning,
    `Usual cause: ${cause}`,
    `${describeFault(fault)} ${action}`,
    ...notes,
    `See ${references.join(', ')}.`,
  ]
}

/** The last reply; null where there was none. */
export function lastExplained(transcript: Transcript): Explanation | null {
  const comments = new Commentator()
  for (const turn of readDialogue(transcript).turns) comments.read(turn)
  return comments.explainLast()
}

export function wholeExplained(transcript: Transcript): string[] {
  const { summary, annotations, messages } = explainTranscript(transcript)
  return [
    ...annotations.flatMap(({ sentence, deviations }) => [sentence, ...deviations.map((each) => `  ${each}`)]),
    ...messages.flat().map(({ sentence }) => sentence),
    summary,
  ]
}
