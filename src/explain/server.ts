import type { Dialogue, Turn } from '../transcript/dialogue.ts'
import { replyText } from '../protocol/reply.ts'
import { software, type Sign, type Software } from './data/software.ts'
import type { Confidence } from './facts.ts'

/** Which program, or service, is probably at the other end. */
export interface ServerGuess {
  readonly name: string
  /** As the greeting has it; null where it does not say. */
  readonly version: string | null
  /** Key for {@link ReplyContext}; null where it has no words of its own. */
  readonly provider: string | null
  /** Greetings can be set to anything: certain only where the server also behaves like it. */
  readonly confidence: Confidence
  readonly evidence: readonly Evidence[]
}

export interface Evidence {
  /** 'The greeting says "ESMTP Postfix".' */
  readonly text: string
  /** Index into `transcript.events`. */
  readonly event: number
}

/** Tell the server software by its greeting and by how it speaks; null where nothing gives it away. */
export function recognizeServer(dialogue: Pick<Dialogue, 'turns'>): ServerGuess | null {
  const statements = dialogue.turns.flatMap(statementsOf)
  let best: { entry: Software; found: Found[]; score: number } | null = null
  for (const entry of software) {
    const found = entry.signs.flatMap((sign) => look(sign, statements) ?? [])
    const score = found.reduce((sum, { sign }) => sum + sign.weight, 0)
    if (score >= 2 && score > (best?.score ?? 0)) best = { entry, found, score }
  }
  if (!best) return null
  const { entry, found } = best
  const banner = statements.find((statement) => statement.in === 'greeting')?.text ?? ''
  return {
    name: entry.name,
    version: entry.version?.exec(banner)?.[1] ?? null,
    provider: entry.provider ?? null,
    confidence: confidenceIn(found),
    evidence: found.map(({ sign, words, event }) => ({ text: evidenceText(sign, words), event })),
  }
}

interface Statement {
  readonly in: Sign['in']
  readonly text: string
  readonly event: number
}

interface Found {
  readonly sign: Sign
  readonly words: string
  readonly event: number
}

/** What the server says in a turn, as the signs look at it. */
function statementsOf({ occasion, reply, event }: Turn): Statement[] {
  if (!reply) return []
  const [first = '', ...rest] = replyText(reply).split('\n')
  const statements: Statement[] = [{ in: 'any reply', text: first, event }]
  if (occasion === 'greeting') statements.push({ in: 'greeting', text: first, event })
  if (reply.code !== 250) return statements
  if (occasion === 'EHLO' || occasion === 'LHLO' || occasion === 'HELO') {
    statements.push({ in: 'hello', text: first, event }, { in: 'capabilities', text: rest.join('\n'), event })
  }
  if (occasion === 'end-of-data' || occasion === 'BDAT LAST') statements.push({ in: 'accepted', text: first, event })
  return statements
}

function look(sign: Sign, statements: readonly Statement[]): Found | null {
  for (const statement of statements) {
    const match = statement.in === sign.in ? sign.pattern.exec(statement.text) : null
    if (match) return { sign, words: match[0].trim(), event: statement.event }
  }
  return null
}

/** It names itself and behaves so; it does one of the two; it only says what others say too. */
function confidenceIn(found: readonly Found[]): Confidence {
  const weights = found.map(({ sign }) => sign.weight)
  const behaviour = weights.filter((weight) => weight === 2).length
  if (weights.includes(3)) return behaviour > 0 ? 'certain' : 'likely'
  return behaviour > 1 ? 'likely' : 'possible'
}

const places: Readonly<Record<Sign['in'], (words: string) => string>> = {
  greeting: (words) => `The greeting says "${words}".`,
  hello: (words) => `It answers the hello with "${words}".`,
  capabilities: (words) => `It offers ${words}.`,
  accepted: (words) => `It accepts a message with "${words}".`,
  'any reply': (words) => `It says "${words}".`,
}

function evidenceText({ in: place }: Sign, words: string): string {
  return places[place](words)
}
