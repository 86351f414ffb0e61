import { decode } from '../protocol/bytes.ts'
import { writeReply, type Reply } from '../protocol/reply.ts'
import { describeCodes, matchCode, type ReplyPattern, type TextPattern } from '../transcript/reply-pattern.ts'
import { describeTemplate, matchTemplate, type Variables } from '../transcript/template.ts'

/**
 * Whether a reply is one of those that were expected. Named groups of a pattern that matched become variables.
 * @param exact compare texts as well, not only codes and patterns
 */
export function matchReply(
  alternatives: readonly ReplyPattern[],
  reply: Reply,
  variables: Variables,
  exact: boolean,
): boolean {
  return alternatives.some((pattern) => {
    const captured = new Map(variables)
    if (!matchCode(pattern.codes, reply.code) || !matchTexts(pattern.texts, reply, captured, exact)) return false
    for (const [name, value] of captured) variables.set(name, value)
    return true
  })
}

function matchTexts(texts: readonly TextPattern[], reply: Reply, variables: Variables, exact: boolean): boolean {
  const whole = reply.lines.map(({ text }) => text).join('\n')
  const isFree = !exact || (texts.length === 1 && texts[0]!.kind !== 'literal')
  if (!isFree && texts.length !== reply.lines.length) return false
  return texts.every((text, i) => {
    if (text.kind === 'any') return true
    if (text.kind === 'literal')
      return isFree || matchTemplate(text.template, reply.lines[i]!.text, variables, { wildcards: true })
    const match = text.pattern.exec(whole)
    for (const [name, value] of Object.entries(match?.groups ?? {})) if (value !== undefined) variables.set(name, value)
    return match !== null
  })
}

/** What was expected, in words. */
export function describePatterns(
  alternatives: readonly ReplyPattern[],
  variables: ReadonlyMap<string, string> = new Map(),
  exact = false,
): string {
  const [only] = alternatives
  if (exact && alternatives.length === 1 && only!.texts.some(({ kind }) => kind === 'literal'))
    return describeExactly(only!, variables)
  return alternatives
    .map(({ codes, texts }) => {
      const patterns = texts.flatMap((text) => (text.kind === 'pattern' ? [`/${text.pattern.source}/`] : []))
      return `${describeCodes(codes)}${patterns.length === 0 ? '' : `, and a text like ${patterns.join(' and ')}`}`
    })
    .join(', or ')
}

/** The reply that is expected, line by line. */
function describeExactly({ codes, texts }: ReplyPattern, variables: ReadonlyMap<string, string>): string {
  return texts
    .map((text, i) => {
      const words =
        text.kind === 'any'
          ? '*'
          : text.kind === 'pattern'
            ? `/${text.pattern.source}/`
            : describeTemplate(text.template, variables)
      return `${describeCodes(codes)}${i < texts.length - 1 ? '-' : ' '}${words}`
    })
    .join('\n')
}

/** The reply as it was sent, line by line. */
export function showReply(reply: Reply): string {
  return decode(writeReply(reply)).trimEnd().replaceAll('\r\n', '\n')
}
