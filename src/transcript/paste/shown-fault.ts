import type { FaultEvent } from '../event.ts'

/**
 * A fault as `parley serve` shows it: "# fault f1: RCPT 451". Where several conversations go on at a time, the name of
 * the session stands before it. Null: the line is none.
 */
export function readShownFault(line: string): Pick<FaultEvent, 'id' | 'text'> | null {
  const [, id, text] = /^(?:\[[\w-]+\] )?# fault ([\w.-]{1,64}): (.+)$/.exec(line.trim()) ?? []
  return id === undefined ? null : { id, text: text! }
}
