import { equalBytes } from '../protocol/bytes.ts'
import type { Deviation } from '../protocol/deviation.ts'
import { escapeBytes } from '../protocol/escapes.ts'
import { describeCodes, matchCode } from '../transcript/reply-pattern.ts'
import { readDialogue, type Dialogue } from '../transcript/dialogue.ts'
import type { OutcomeItem } from '../transcript/script.ts'
import { fillTemplate } from '../transcript/template.ts'
import type { Transcript } from '../transcript/transcript.ts'

/** One `=` line compared with what came of the conversation. */
export interface OutcomeCheck {
  readonly item: OutcomeItem
  readonly isMet: boolean
  readonly expected: string
  readonly got: string
}

/** Compare the `=` lines with a transcript. @throws RangeError where a variable has no value */
export function checkOutcomes(
  items: readonly OutcomeItem[],
  transcript: Transcript,
  variables: ReadonlyMap<string, string>,
): OutcomeCheck[] {
  const dialogue = readDialogue(transcript)
  const messages = dialogue.messages.filter(({ isComplete }) => isComplete)
  let bodies = 0
  return items.map((item): OutcomeCheck => {
    const { outcome } = item
    switch (outcome.kind) {
      case 'body': {
        const expected = fillTemplate(outcome.template, variables)
        const message = messages[bodies++]
        const got = message?.content
        return {
          item,
          isMet: got !== undefined && message?.elided === 0 && equalBytes(got, expected),
          expected: escapeBytes(expected),
          got: got ? escapeBytes(got) : amount(messages.length),
        }
      }
      case 'messages':
        return compare(item, amount(outcome.count), amount(messages.length))
      case 'code': {
        const code = dialogue.turns.findLast(({ reply }) => reply !== null)?.reply?.code
        return {
          item,
          isMet: code !== undefined && matchCode(outcome.codes, code),
          expected: describeCodes(outcome.codes),
          got: code === undefined ? 'no reply' : String(code),
        }
      }
      case 'deviation': {
        const count = countDeviations(dialogue).get(outcome.code) ?? 0
        return {
          item,
          isMet: outcome.count === null ? count > 0 : count === outcome.count,
          expected: `${outcome.code}, ${outcome.count === null ? 'at least once' : times(outcome.count)}`,
          got: `${outcome.code}, ${times(count)}`,
        }
      }
      case 'no deviation': {
        const found = [...countDeviations(dialogue)].map(([code, count]) => `${code} ${count}`)
        return compare(item, 'no deviation', found.join(', ') || 'no deviation')
      }
      case 'state':
        return compare(item, outcome.state, dialogue.state)
    }
  })
}

function compare(item: OutcomeItem, expected: string, got: string): OutcomeCheck {
  return { item, isMet: expected === got, expected, got }
}

function amount(messages: number): string {
  return messages === 1 ? '1 message' : `${messages} messages`
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}

/** How often each deviation occurred, on either side. */
export function countDeviations({ turns, messages, deviations }: Dialogue): Map<string, number> {
  const counts = new Map<string, number>()
  // What is wrong with mail data is told with each reply to it, of which there may be several.
  const ofMessages = new Set(messages.flatMap((message) => message.deviations))
  const all: Deviation[] = [
    ...turns.flatMap((turn) => turn.deviations.filter((found) => !ofMessages.has(found))),
    ...ofMessages,
    ...deviations.map(({ deviation }) => deviation),
  ]
  for (const { code, count = 1 } of all) counts.set(code, (counts.get(code) ?? 0) + count)
  return counts
}
