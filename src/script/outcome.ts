import { equalBytes } from '../protocol/bytes.ts'
import type { Deviation } from '../protocol/deviation.ts'
import { escapeBytes } from '../protocol/escapes.ts'
import type { Dialogue, SentMessage } from '../transcript/dialogue.ts'
import { describeCodes, matchCode } from '../transcript/reply-pattern.ts'
import type { Outcome, OutcomeItem } from '../transcript/script.ts'
import { fillTemplate, type Template } from '../transcript/template.ts'

/** A `=` line compared with what came of the conversation. */
export interface OutcomeCheck {
  readonly isMet: boolean
  readonly expected: string
  readonly got: string
}

/** Compare the `=` lines with a dialogue. The nth line about a body is about the nth message that was sent whole. */
export function checkOutcomes(
  items: readonly OutcomeItem[],
  dialogue: Dialogue,
  variables: ReadonlyMap<string, string>,
): [item: OutcomeItem, check: OutcomeCheck][] {
  const messages = dialogue.messages.filter(({ isComplete }) => isComplete)
  let nth = 0
  return items.map((item) => {
    const { outcome } = item
    if (outcome.kind === 'body') return [item, checkBody(outcome.template, messages[nth++], messages.length, variables)]
    return [item, checkOutcome(outcome, dialogue, messages.length)]
  })
}

function checkBody(
  template: Template,
  message: SentMessage | undefined,
  messages: number,
  variables: ReadonlyMap<string, string>,
): OutcomeCheck {
  const got = message ? escapeBytes(message.content) : amount(messages)
  try {
    const expected = fillTemplate(template, variables)
    const isMet = message !== undefined && message.elided === 0 && equalBytes(message.content, expected)
    return { isMet, expected: escapeBytes(expected), got }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { isMet: false, expected: error.message, got }
  }
}

function checkOutcome(
  outcome: Exclude<Outcome, { readonly kind: 'body' }>,
  dialogue: Dialogue,
  messages: number,
): OutcomeCheck {
  switch (outcome.kind) {
    case 'messages':
      return compare(amount(outcome.count), amount(messages))
    case 'code': {
      const code = dialogue.turns.findLast(({ reply }) => reply !== null)?.reply?.code
      const isMet = code !== undefined && matchCode(outcome.codes, code)
      return { isMet, expected: describeCodes(outcome.codes), got: code === undefined ? 'no reply' : String(code) }
    }
    case 'deviation': {
      const count = countDeviations(dialogue).get(outcome.code) ?? 0
      return {
        isMet: outcome.count === null ? count > 0 : count === outcome.count,
        expected: `${outcome.code}, ${outcome.count === null ? 'at least once' : times(outcome.count)}`,
        got: `${outcome.code}, ${times(count)}`,
      }
    }
    case 'no deviation': {
      const found = [...countDeviations(dialogue)].map(([code, count]) => `${code} ${count}`)
      return compare('no deviation', found.join(', ') || 'no deviation')
    }
    case 'state':
      return compare(outcome.state, dialogue.state)
  }
}

function compare(expected: string, got: string): OutcomeCheck {
  return { isMet: expected === got, expected, got }
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
