import type { Dialogue } from '../transcript/dialogue.ts'
import type { Explanation } from './facts.ts'

/**
 * What it means where the server had been told to make trouble: nobody need look for another reason.
 * @param turn the index of the turn that is explained; one that never came is behind the last
 */
export function asTold(explanation: Explanation, { faults }: Dialogue, turn: number, isTrouble: boolean): Explanation {
  const own = faults.filter((fault) => fault.turn === turn)
  if (own.length === 0) return explanation
  const what = own.map(({ text }) => text).join('; ')
  const note = `The server had been told to make trouble here: ${what}.`
  const notes = [...explanation.notes, note]
  if (!isTrouble) return { ...explanation, notes }
  return {
    ...explanation,
    cause: note,
    fault: 'nobody',
    action: `The server was told to make this trouble (${what}): see how the sender copes with it, or take the fault away.`,
    notes,
  }
}
