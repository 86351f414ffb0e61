/** Draws the generated parts of docs/protocol.md from the tables that the machines run on. */
import { knownVerbs } from '../src/protocol/command.ts'
import { describeDeviation, deviation, deviationCodes } from '../src/protocol/deviation.ts'
import { ceilings, limits } from '../src/protocol/limits.ts'
import type { RfcRef } from '../src/protocol/rfc.ts'
import { isInOrder, nextOccasions, transitions, type State, type Transition } from '../src/protocol/transitions.ts'

const meanings: Readonly<Record<State, string>> = {
  connected: 'the greeting is due',
  refused: 'greeted with a refusal',
  greeted: 'EHLO, HELO or LHLO is due',
  ready: 'no transaction is open',
  sender: 'MAIL has been accepted',
  recipient: 'at least one RCPT has been accepted',
  data: 'mail data flows',
  chunking: 'at least one BDAT has been accepted, the last one has not come',
  auth: 'a SASL exchange is under way',
  tls: 'the TLS handshake is due',
  closing: 'the server has said goodbye',
}
const states = Object.keys(meanings) as State[]

/** States in which lines are read as commands. */
const listening: readonly State[] = ['refused', 'greeted', 'ready', 'sender', 'recipient', 'chunking']

/** The transition table as a Mermaid state diagram: one arrow from each state to each other, with all its reasons. */
export function drawStates(): string {
  const arrows = states.flatMap((from) =>
    states.map((to) => ({ from, to, rows: transitions.filter((row) => row.from.includes(from) && row.to === to) })),
  )
  return [
    '```mermaid',
    'stateDiagram-v2',
    '  [*] --> connected',
    ...arrows
      .filter(({ rows }) => rows.length > 0)
      .map(({ from, to, rows }) => `  ${from} --> ${to}: ${reasons(rows).join('<br/>')}`),
    '  closing --> [*]',
    '```',
  ].join('\n')
}

/** "EHLO, HELO, LHLO 2xx": the occasions of several rows, those with the same digits together. */
function reasons(rows: readonly Transition[]): string[] {
  const byDigits = new Map<string, string[]>()
  for (const { on, digits } of rows) {
    const key =
      on === 'handshake' ? '' : digits === 'any' ? ' any' : ` ${digits.map((digit) => `${digit}xx`).join(' ')}`
    byDigits.set(key, [...(byDigits.get(key) ?? []), on])
  }
  return [...byDigits].map(([digits, occasions]) => `${occasions.join(', ')}${digits}`)
}

/** For each state what is in order in it. */
export function drawOrder(): string {
  const inOrder = (state: State) =>
    listening.includes(state) ? knownVerbs.filter((verb) => isInOrder(state, verb)) : nextOccasions(state)
  return table(
    ['State', 'Meaning', 'In order'],
    states.map((state) => [`\`${state}\``, meanings[state], inOrder(state).join(', ') || 'nothing']),
  )
}

/** The catalogue of deviations. */
export function drawDeviations(): string {
  return table(
    ['Code', 'What the peer did', 'Section'],
    deviationCodes.map((code) => [`\`${code}\``, describeDeviation({ code }), deviation(code).ref]),
  )
}

const limitSections: Readonly<Record<keyof typeof limits, readonly [what: string, ref: RfcRef]>> = {
  localPart: ['local part', 'RFC 5321 §4.5.3.1.1'],
  domain: ['domain', 'RFC 5321 §4.5.3.1.2'],
  path: ['path, brackets included', 'RFC 5321 §4.5.3.1.3'],
  commandLine: ['command line, without what extensions add', 'RFC 5321 §4.5.3.1.4'],
  replyLine: ['reply line', 'RFC 5321 §4.5.3.1.5'],
  textLine: ['line of mail data', 'RFC 5321 §4.5.3.1.6'],
  recipients: ['recipients of one transaction (a number, at least)', 'RFC 5321 §4.5.3.1.8'],
  authLine: ['line of a SASL exchange', 'RFC 4954 §4'],
}

/** Sizes in octets: what the RFCs ask for, and where Parley stops reading. */
export function drawLimits(): string {
  const rows = Object.entries(limitSections).map(([key, [what, ref]]) => [
    what,
    String(limits[key as keyof typeof limits]),
    ref,
  ])
  return table(
    ['What', 'Octets', 'Section'],
    [
      ...rows,
      ['command line or SASL line that Parley reads', String(ceilings.commandLine), 'own limit'],
      ['reply line that Parley reads', String(ceilings.replyLine), 'own limit'],
      ['lines of one reply that Parley keeps (a number)', String(ceilings.replyLines), 'own limit'],
      ['lines of one reply that Parley reads (a number)', String(ceilings.replyLinesRead), 'own limit'],
    ],
  )
}

/** Replace what stands between `<!-- NAME -->` and `<!-- /NAME -->` in a page. */
export function fill(page: string, name: string, content: string): string {
  const pattern = new RegExp(`(<!-- ${name} -->\n)[^]*(<!-- /${name} -->)`)
  if (!pattern.test(page)) throw new Error(`the page has no place for "${name}"`)
  return page.replace(pattern, (_whole, begin: string, end: string) => `${begin}${content}\n${end}`)
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), `|${head.map(() => '-|').join('')}`, ...rows.map(line)].join('\n')
}
