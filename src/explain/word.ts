import { keywords } from './data/keywords.ts'
import { mechanisms } from './data/mechanisms.ts'
import { describeCommand } from './command.ts'
import { explainEvent } from './failure.ts'
import type { Explanation } from './facts.ts'
import { explainKeyword } from './keyword.ts'
import { explainMechanism } from './mechanism.ts'

/** A word of the language as an explanation: a command, a feature of EHLO, a way to log in; null for any other. */
export function explainWord(word: string): Explanation | null {
  const text = word.trim().toUpperCase()
  const [first = ''] = text.split(/\s+/)
  const command = describeCommand(text)
  const keyword = Object.hasOwn(keywords, first) ? explainKeyword(text) : null
  if (command) {
    const feature = keyword ? ` As a feature of EHLO: ${keyword.meaning}` : ''
    return neutral(command.synopsis, `${command.meaning}${feature}`, `Replies: ${command.replies}`, [
      ...new Set([command.reference, ...(keyword?.references ?? [])]),
    ])
  }
  if (keyword)
    return neutral(
      `${first}: ${keyword.title}`,
      keyword.meaning,
      'The server lists it in its reply to EHLO.',
      keyword.references,
    )
  if (!Object.hasOwn(mechanisms, text)) return null
  const { meaning, references } = explainMechanism(text)
  return neutral(
    `${text}: a way to log in`,
    meaning,
    'The server lists it behind AUTH in its reply to EHLO.',
    references,
  )
}

function neutral(title: string, meaning: string, cause: string, references: readonly string[]): Explanation {
  const topic = { title, meaning, cause, fault: 'nobody', action: 'Nothing is to be done.', retry: false } as const
  return explainEvent(topic, { basis: 'event', confidence: 'certain', references, notes: [] })
}
