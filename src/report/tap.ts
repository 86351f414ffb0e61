import type { CaseResult, CaseSuite } from './cases.ts'

/** The Test Anything Protocol, version 14. With more than one suite, cases carry its name. */
export function toTap(suites: readonly CaseSuite[]): string {
  const cases = suites.flatMap((suite) => suite.cases.map((each) => ({ suite, each })))
  const points = cases.map(({ suite, each }, i) => {
    const name = suites.length > 1 ? `${suite.name}: ${each.name}` : each.name
    return writePoint(i + 1, name, each)
  })
  return `${['TAP version 14', `1..${cases.length}`, ...points].join('\n')}\n`
}

function writePoint(number: number, name: string, { outcome, ms, message, detail }: CaseResult): string {
  const skip = outcome === 'skipped' ? ` # SKIP${message === null ? '' : ` ${oneLine(message)}`}` : ''
  const point = `${outcome === 'failure' ? 'not ok' : 'ok'} ${number} - ${escape(oneLine(name))}${skip}`
  const diagnostics = [
    ...(outcome === 'failure' && message !== null ? [`message: ${JSON.stringify(message)}`] : []),
    ...(ms === null ? [] : [`duration_ms: ${ms.toFixed(1)}`]),
    ...(detail === null ? [] : ['detail: |', ...detail.split('\n').map((line) => `  ${printable(line)}`)]),
  ]
  if (diagnostics.length === 0) return point
  return [point, '  ---', ...diagnostics.map((line) => `  ${line}`.trimEnd()), '  ...'].join('\n')
}

/** "#" would begin a directive. */
function escape(text: string): string {
  return text.replace(/[\\#]/g, '\\$&')
}

function oneLine(text: string): string {
  return printable(text.replace(/\s+/g, ' ').trim())
}

function printable(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '\ufffd')
}
