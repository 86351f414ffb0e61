import type { EnhancedCode } from '../protocol/reply.ts'

/**
 * Whether a fragment stands in a text: at the beginning of a word, "..." standing for a gap.
 * @param text in lower case, white space folded
 */
export function holdsFragment(text: string, fragment: string): boolean {
  let from = 0
  for (const part of fragment.split('...')) {
    const at = findAtWord(text, part.trim(), from)
    if (at < 0) return false
    from = at + part.trim().length
  }
  return true
}

function findAtWord(text: string, part: string, from: number): number {
  const startsWord = /^[a-z0-9]/.test(part)
  for (let at = text.indexOf(part, from); at >= 0; at = text.indexOf(part, at + 1)) {
    if (!startsWord || at === 0 || !/[a-z0-9]/.test(text[at - 1]!)) return at
  }
  return -1
}

/** Whether an enhanced code is the one of a pattern, "5.7.26", or in its range, "5.7.606-649". */
export function fitsEnhanced(pattern: string, [klass, subject, detail]: EnhancedCode): boolean {
  const match = /^(\d)\.(\d+)\.(\d+)(?:-(\d+))?$/.exec(pattern)
  if (!match) throw new TypeError(`"${pattern}" is no pattern for enhanced codes`)
  const [first, low, high] = [Number(match[2]), Number(match[3]), Number(match[4] ?? match[3])]
  return Number(match[1]) === klass && first === subject && detail >= low && detail <= high
}
