import { latin1 } from '../protocol/bytes.ts'
import { isKnownVerb } from '../protocol/command.ts'

/** What a line that is typed now is going to be, if the replies that are still due are good ones. */
export type Expected = 'command' | 'data' | 'credential'

/** What is expected behind a line. */
export function expectedBehind(line: Uint8Array, expected: Expected): Expected {
  if (expected === 'data') return latin1(line) === '.' ? 'command' : 'data'
  if (expected === 'credential' && isResponse(line)) return 'credential'
  const verb = verbOf(line)
  return verb === 'DATA' ? 'data' : verb === 'AUTH' ? 'credential' : 'command'
}

/** Whether a line that may answer a challenge of AUTH does, and is no command. */
export function isResponse(line: Uint8Array): boolean {
  return !isKnownVerb(verbOf(line))
}

/** The first word of a line, upper case; '' where it begins with none. */
export function verbOf(line: Uint8Array): string {
  return /^\s*([a-z]+)(?![^\s:])/i.exec(latin1(line.subarray(0, 40)))?.[1]?.toUpperCase() ?? ''
}
