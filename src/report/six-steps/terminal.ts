import type { Finding } from '../../checks/finding.ts'
import { profiles } from '../../checks/six-steps/profiles.ts'
import type { TestResult } from '../../checks/six-steps/result.ts'
import { describeFault } from '../../explain/facts.ts'
import type { ServerGuess } from '../../explain/server.ts'
import { escapeText } from '../../protocol/escapes.ts'
import { formatMs, wrap } from '../layout.ts'
import type { Style } from '../style.ts'
import { drawTimes } from './bars.ts'
import type { Line } from './lines.ts'
import { besides, placeOf, readParts, type Part } from './parts.ts'
import { alignColumns, describeRoute, placeHead, placeRows, routeRows } from './route.ts'

export interface TerminalOptions {
  readonly style: Style
  /** Of the terminal, in characters. */
  readonly width: number
}

const INDENT = '    '
const GAP = '  # '
/** Longer lines are no pleasure to read. */
const WIDEST = 100
const REAL_SERVER = 'To test a real server: parley test mail.example.org --to you@example.org'
// RFC 5321 §4.5.1
const POSTMASTER = 'No recipient was named, so it asks for postmaster, whom every server must accept; --to names one.'

const POSTMASTER_OF_DOMAIN = 'It asks for the postmaster of the domain, who must always get mail; --to names another.'

/** A test as a person reads it: the conversation step by step, what it means, and the verdict as the last line. */
export function showTest(result: TestResult, { style, width }: TerminalOptions): string {
  const options = { style, width: Math.min(width, WIDEST) }
  return [
    ...showHead(result, options),
    ...showRoute(result, options),
    ...showIdentity(result, options),
    ...(result.places && result.places.length > 0 ? showPlaces(result, options) : showConversation(result, options)),
    ...showFindings(besides(result), options),
    '',
    ...(result.isPractice ? [options.style.dim(REAL_SERVER)] : []),
    showVerdict(result, options.style),
    '',
  ].join('\n')
}

function showConversation(result: TestResult, options: TerminalOptions): string[] {
  return [
    ...readParts(result).flatMap((part, i, all) => [
      // Steps that were not reached stand together.
      ...(part.outcome === 'skipped' && all[i - 1]?.outcome === 'skipped' ? [] : ['']),
      ...showPart(part, result, options),
    ]),
    '',
    options.style.bold('Times'),
    ...drawTimes(result.times, options.width, options.style),
    ...showServer(result.server, options),
  ]
}

/** Where mail for the domain goes, and what is odd about it. */
function showRoute({ route, places }: TestResult, options: TerminalOptions): string[] {
  if (!route) return []
  const { style, width } = options
  const hosts = places && places.length > 0 ? [] : alignColumns(routeRows(route))
  return [
    '',
    style.bold('Route'),
    ...wrap(describeRoute(route), width, '  ').map(style.dim),
    ...hosts.map((line) => `  ${escapeText(line)}`),
    ...showNotes(route.notes, options),
  ]
}

function showIdentity({ identity }: TestResult, options: TerminalOptions): string[] {
  if (!identity) return []
  const intro = 'How you look from outside, before a word is said:'
  return [
    '',
    options.style.bold('Identity'),
    ...wrap(intro, options.width, '  ').map(options.style.dim),
    ...showNotes(identity, options),
  ]
}

/** Every mail host at every address. The table is as wide as it is: a line of it is a line. */
function showPlaces(result: TestResult, { style }: TerminalOptions): string[] {
  const [head = '', ...rows] = alignColumns(placeRows(result), placeHead)
  return ['', style.bold('Mail hosts'), `  ${style.dim(head)}`, ...rows.map((row) => `  ${escapeText(row)}`)]
}

const verdicts = { pass: 'PASS', fail: 'FAIL', unknown: 'COULD NOT TELL' } as const

/** The verdict in one line. */
export function showVerdict({ verdict, conclusion }: TestResult, style: Style): string {
  const paint = { pass: style.good, fail: style.bad, unknown: style.unsure }[verdict]
  return `${paint(verdicts[verdict])}  ${wrap(conclusion, Infinity).join('')}`
}

function showHead(
  { target, as, isPractice, recipients, route }: TestResult,
  { style, width }: TerminalOptions,
): string[] {
  const { title, why } = profiles[as]
  const isPostmaster = recipients.some(({ address }) => address === 'postmaster')
  const isPostmasterOfDomain =
    route !== null &&
    !route.target.includes('@') &&
    recipients.some(({ address }) => address === `postmaster@${route.domain}`)
  return [
    `${style.bold('parley test')} ${style.bold(escapeText(route?.target ?? target))}`,
    ...(isPractice
      ? wrap('No server was named, so this is one to practise with, started for the occasion.', width)
      : []),
    ...wrap(`The test behaves as ${title} (--as ${as}). ${why}`, width).map(style.dim),
    ...(isPostmaster ? wrap(POSTMASTER, width).map(style.dim) : []),
    ...(isPostmasterOfDomain ? wrap(POSTMASTER_OF_DOMAIN, width).map(style.dim) : []),
  ]
}

function showPart(part: Part, { findings }: TestResult, options: TerminalOptions): string[] {
  const { style, width } = options
  const { name, outcome, lines, summary, troubles } = part
  const head = showHeading(part, style)
  if (outcome === 'skipped') return [`${head} ${style.dim(summary ?? '')}`]
  const proof =
    name === 'message' ? findings.find(({ id, verdict }) => id === 'arrival' && verdict === 'pass') : undefined
  return [
    head,
    ...showLines(lines, options),
    ...(summary === null ? [] : wrap(summary, width, INDENT).map(style.dim)),
    ...troubles.flatMap((trouble) => showTrouble(trouble, outcome === 'no' ? style.bad : style.unsure, options)),
    ...(proof ? wrap(proof.detail, width, INDENT).map(style.good) : []),
  ]
}

function showHeading({ name, outcome, code, enhanced, ms }: Part, style: Style): string {
  const paint = { yes: style.good, no: style.bad, unknown: style.unsure, skipped: style.dim }[outcome]
  const codes = [code, enhanced].filter((each) => each !== null).join(' ')
  const facts = `${codes.padEnd(12)}${ms === null ? '' : formatMs(ms).padStart(12)}`.trimEnd()
  return `${style.bold(`${placeOf(name) + 1} ${name.padEnd(11)}`)} ${paint(outcome.padEnd(7))} ${facts}`.trimEnd()
}

/** What a line is about stands behind it, in a column, or below it where there is no room. */
function showLines(lines: readonly Line[], { style, width }: TerminalOptions): string[] {
  const isWithin = (column: number, aside: string) => INDENT.length + column + GAP.length + aside.length <= width
  const columns = lines.map(({ text, aside }) => (aside !== null && isWithin(text.length, aside) ? text.length : 0))
  const column = Math.max(0, ...columns)
  return lines.flatMap(({ by, text, aside }) => {
    const paint = by === 'client' ? style.client : by === 'server' ? style.server : style.dim
    const line = `${INDENT}${paint(text)}`
    if (aside === null) return [line]
    if (text.length > column || !isWithin(column, aside))
      return [line, ...wrap(aside, width, `${INDENT}${GAP}`).map(style.dim)]
    return [`${line}${style.dim(`${' '.repeat(column - text.length)}${GAP}${aside}`)}`]
  })
}

/** What happened, what it means, why, whose fault it is, and what to do. */
function showTrouble(
  { sentence, explanation }: Part['troubles'][number],
  paint: (text: string) => string,
  { style, width }: TerminalOptions,
): string[] {
  const { meaning, cause, fault, action } = explanation
  const rows: readonly (readonly [label: string, text: string])[] = [
    ...(meaning === sentence ? [] : [['Means', meaning] as const]),
    ['Cause', cause],
    ['Fault', describeFault(fault)],
    ['To do', action],
  ]
  return [
    ...wrap(sentence, width, INDENT).map(paint),
    ...rows.flatMap(([label, text]) => {
      const [first = '', ...rest] = wrap(text, width, INDENT + ' '.repeat(label.length + 1))
      return [`${INDENT}${style.dim(label)} ${first.trimStart()}`, ...rest]
    }),
  ]
}

const hedges = { certain: '', likely: 'probably ', possible: 'perhaps ' } as const

function showServer(server: ServerGuess | null, { style, width }: TerminalOptions): string[] {
  if (!server) return []
  const { name, version, confidence, evidence } = server
  const guess = `${hedges[confidence]}${name}${version === null ? '' : ` ${version}`}`
  return ['', style.bold('Server'), ...wrap(`${guess}. ${evidence.map(({ text }) => text).join(' ')}`, width, '  ')]
}

function showFindings(others: readonly Finding[], options: TerminalOptions): string[] {
  return others.length === 0 ? [] : ['', options.style.bold('Findings'), ...showNotes(others, options)]
}

type Note = Pick<Finding, 'verdict' | 'title' | 'detail' | 'remedy' | 'ref'>

function showNotes(notes: readonly Note[], { style, width }: TerminalOptions): string[] {
  const marks = { pass: style.good('+'), warn: style.unsure('!'), fail: style.bad('x'), unknown: style.unsure('?') }
  return notes.flatMap(({ verdict, title, detail, remedy, ref }) => {
    const text = `${title}. ${detail}${remedy === null ? '' : ` ${remedy}`}${ref === null || detail.includes(ref) ? '' : ` (${ref})`}`
    const [first = '', ...rest] = wrap(text, width, INDENT)
    return [`  ${marks[verdict]} ${first.trimStart()}`, ...rest]
  })
}
