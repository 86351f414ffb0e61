import type { CaseResult, CaseSuite } from './cases.ts'

/** The XML that JUnit's Ant task began and every build server reads. Times are in seconds. */
export function toJUnit(suites: readonly CaseSuite[], name = 'parley'): string {
  const all = suites.flatMap(({ cases }) => cases)
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attribute('name', name)}${tally(all)}>`,
    ...suites.flatMap(writeSuite),
    '</testsuites>',
  ].join('\n')}\n`
}

function writeSuite({ name, started, cases }: CaseSuite): string[] {
  const timestamp = started === null ? '' : attribute('timestamp', started)
  return [
    `  <testsuite${attribute('name', name)}${tally(cases)}${timestamp}>`,
    ...cases.flatMap((each) => writeCase(name, each)),
    '  </testsuite>',
  ]
}

function tally(cases: readonly CaseResult[]): string {
  const count = (outcome: CaseResult['outcome']) => cases.filter((each) => each.outcome === outcome).length
  const ms = cases.reduce((sum, each) => sum + (each.ms ?? 0), 0)
  return ` tests="${cases.length}" failures="${count('failure')}" errors="0" skipped="${count('skipped')}"${seconds(ms)}`
}

function writeCase(suite: string, { name, outcome, ms, message, detail }: CaseResult): string[] {
  const open = `    <testcase${attribute('name', name)}${attribute('classname', suite)}${ms === null ? '' : seconds(ms)}`
  if (outcome === 'ok' && detail === null) return [`${open}/>`]
  const said = message === null ? '' : attribute('message', message)
  const inside = {
    ok: `<system-out>${escape(detail ?? '')}</system-out>`,
    failure: `<failure${said}>${escape(detail ?? '')}</failure>`,
    skipped: `<skipped${said}/>`,
  }[outcome]
  return [`${open}>`, `      ${inside}`, '    </testcase>']
}

function seconds(ms: number): string {
  return ` time="${(ms / 1000).toFixed(4)}"`
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** What XML cannot hold at all becomes U+FFFD. */
function escape(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"]/g, (character) => entities[character]!)
    .replaceAll('\r', '&#13;')
}

/** ` name="value"`, line ends kept. */
function attribute(name: string, value: string): string {
  const escaped = escape(value).replace(/[\n\t]/g, (character) => `&#${character.charCodeAt(0)};`)
  return ` ${name}="${escaped}"`
}
