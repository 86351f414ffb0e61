import type { Finding } from '../../checks/finding.ts'
import { profiles } from '../../checks/six-steps/profiles.ts'
import type { TestResult } from '../../checks/six-steps/result.ts'
import { describeFault } from '../../explain/facts.ts'
import { escapeText } from '../../protocol/escapes.ts'
import { formatMs } from '../layout.ts'
import { besides, placeOf, readParts, type Part } from './parts.ts'
import { describeRoute, placeHead, placeRows, routeRows } from './route.ts'

const verdicts = { pass: 'Pass', fail: 'Fail', unknown: 'Could not tell' } as const

/** A test for a ticket, a mail or a wiki page. */
export function writeTestMarkdown(result: TestResult): string {
  const { as, verdict, conclusion, transcript, route, places } = result
  const isOfAll = places !== null && places.length > 0
  const target = route?.target ?? result.target
  const server = isOfAll ? null : result.server
  const software = server ? `, which ${server.confidence === 'certain' ? 'is' : 'seems to be'} ${server.name}` : ''
  return [
    `# SMTP test of ${plain(target)}: ${verdicts[verdict].toLowerCase()}`,
    '',
    `**${verdicts[verdict]}.** ${plain(conclusion)}`,
    '',
    `${transcript.started === null ? 'Held' : `Held on ${transcript.started}`} as ${profiles[as].title} does it (\`--as ${as}\`) with ${plain(target)}${software}.`,
    '',
    ...writeRoute(result),
    ...writeIdentity(result),
    ...(isOfAll ? writePlaces(result) : [...writeSteps(result), ...writeFeatures(result)]),
    ...writeFindings(result),
    ...(isOfAll ? [] : [...writeTimes(result), ...readParts(result).flatMap(writePart)]),
  ].join('\n')
}

function writeRoute({ route, places }: TestResult): string[] {
  if (!route) return []
  const hosts = places && places.length > 0 ? [] : routeRows(route).map((row) => row.map(plain))
  return [
    '## Route',
    '',
    plain(describeRoute(route)),
    '',
    ...(hosts.length > 0 ? table(['MX', 'Host', 'Addresses'], hosts) : []),
    ...writeNotes(route.notes),
  ]
}

function writeIdentity({ identity }: TestResult): string[] {
  return identity ? ['## Identity', '', ...writeNotes(identity)] : []
}

function writePlaces(result: TestResult): string[] {
  return [
    '## Mail hosts',
    '',
    ...table(
      placeHead,
      placeRows(result).map((row) => row.map(plain)),
    ),
  ]
}

function writeSteps({ steps }: TestResult): string[] {
  const rows = steps.map(({ name, outcome, code, enhanced, ms, sentence }, i) => {
    const codes = [code, enhanced].filter((each) => each !== null).join(' ')
    return [`${i + 1} ${name}`, outcome, codes, ms === null ? '' : formatMs(ms), plain(sentence)]
  })
  return table(['Step', 'Outcome', 'Code', 'Time', ''], rows)
}

function writeFeatures({ features }: TestResult): string[] {
  if (features.length === 0) return []
  const rows = features.map(({ keyword, params, meaning }) => [code([keyword, ...params].join(' ')), plain(meaning)])
  return ['## What the server offers', '', ...table(['Feature', ''], rows)]
}

function writeFindings(result: TestResult): string[] {
  const findings = besides(result)
  return findings.length === 0 ? [] : ['## Findings', '', ...writeNotes(findings)]
}

type Note = Pick<Finding, 'verdict' | 'title' | 'detail' | 'remedy' | 'ref'>

function writeNotes(notes: readonly Note[]): string[] {
  if (notes.length === 0) return []
  const rows = notes.map(({ verdict, title, detail, remedy, ref }) => [
    verdict,
    plain(title),
    plain(remedy === null ? detail : `${detail} ${remedy}`),
    ref ?? '',
  ])
  return table(['Verdict', 'Finding', '', 'Reference'], rows)
}

function writeTimes({ times }: TestResult): string[] {
  const rows = times.spans.map(({ name, from, ms }) => [name, formatMs(from), formatMs(ms)])
  return ['## Times', '', ...table(['', 'Begins at', 'Takes'], [...rows, ['total', '', formatMs(times.total)]])]
}

/** A step that was held, word for word. */
function writePart({ name, lines, troubles }: Part): string[] {
  if (lines.length === 0) return []
  // A fence is longer than any run of backticks in it.
  const fence = '`'.repeat(
    Math.max(3, ...lines.flatMap(({ text }) => (text.match(/`+/g) ?? []).map((run) => run.length + 1))),
  )
  return [
    `## ${placeOf(name) + 1} ${name}`,
    '',
    `${fence}smtp`,
    ...lines.map(({ text }) => text),
    fence,
    '',
    ...troubles.flatMap(({ sentence, explanation: { meaning, cause, fault, action } }) => [
      `${plain(sentence)} ${plain([meaning, cause, describeFault(fault), action].join(' '))}`,
      '',
    ]),
  ]
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), `|${'-|'.repeat(head.length)}`, ...rows.map(line), '']
}

/** What a server says in it must not become markup. */
function plain(text: string): string {
  return escapeText(text).replace(/[\\`*_[\]<>|#&]/g, '\\$&')
}

function code(text: string): string {
  return `\`${escapeText(text).replace(/[`|]/g, '?')}\``
}
