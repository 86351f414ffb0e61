import { formatMismatch } from '../script/format-mismatch.ts'
import { durationOf, nameOf, type PlayResult } from '../script/result.ts'
import { roundMs, transcriptJson } from '../transcript/write-json.ts'

/** What `parley run --json` prints: schema/run.schema.json. */
export function writePlayJson(results: readonly PlayResult[]): string {
  const verdict = results.some(({ verdict }) => verdict === 'failed') ? 'fail' : 'pass'
  return `${JSON.stringify({ schema: 'parley-run/1', verdict, scripts: results.map(describe) }, null, 2)}\n`
}

function describe(result: PlayResult): object {
  const { script, verdict, reason, mismatch, transcript, variables } = result
  return {
    file: script.file,
    name: nameOf(script),
    refs: script.refs,
    verdict,
    reason,
    ms: roundMs(durationOf(result)),
    mismatch: mismatch && {
      file: mismatch.item.file,
      line: mismatch.item.line,
      expected: mismatch.expected,
      got: mismatch.got,
      text: formatMismatch(result),
    },
    variables,
    transcript: transcriptJson(transcript),
  }
}
