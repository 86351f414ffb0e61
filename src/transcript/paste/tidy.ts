/** What people paste, as lines of plain text: terminal colours, web pages' spaces and entities, a mail's quote marks gone. */
export function tidyLines(text: string): string[] {
  const plain = withoutEscapes(text)
    .replace(/[\u00a0\u2007\u202f]/g, ' ')
    .replace(/[\u200b\u200e\u200f\u2060\ufeff]/g, '')
  const lines = decodeEntities(plain)
    .split(/\r*\n|\r(?!\n)/)
    .map((line) => withoutEmphasis(retype(line)).replace(MOZILLA_SOURCE, '').trimEnd())
  return isQuoted(lines) ? lines.map((line) => line.replace(/^\s*> ?/, '')) : lines
}

/** Where in its own sources a line was written: the error console of Mozilla's programs says so at its end. */
const MOZILLA_SOURCE = / SmtpClient\.[\w.]+:\d+:\d+$/

/** ANSI sequences: colours, cursor movements, titles. */
function withoutEscapes(text: string): string {
  return text.replace(/\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\^_=>])/g, '')
}

/** A line as it looked when it was finished: backspace moves back, and what is typed next stands instead. */
export function retype(line: string): string {
  if (!/[\b\u007f]/.test(line)) return line
  const shown: string[] = []
  let at = 0
  for (const character of line) {
    if (character === '\b') at = Math.max(0, at - 1)
    else if (character === '\u007f') shown.length = at = Math.max(0, at - 1)
    else shown[at++] = character
  }
  return shown.join('')
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'", nbsp: ' ' }

/** Only where the angle brackets themselves have suffered. */
function decodeEntities(text: string): string {
  if (!text.includes('&lt;')) return text
  return text.replace(/&(lt|gt|amp|quot|#39|nbsp);/g, (_, name: string) => entities[name]!)
}

/** Markdown's bold and code marks around what was said. */
function withoutEmphasis(line: string): string {
  const bare = line.replace(/^(\s*(?:[-*•·]\s+)?)`([^`]+)`$/, '$1$2')
  return /^<\*\*/.test(bare) ? bare : bare.replace(/(?<!\*)\*\*(?!\*)(\S(?:.*?\S)?)\*\*(?!\*)/g, '$1')
}

/** Whether somebody has answered a mail with all of it quoted. */
function isQuoted(lines: readonly string[]): boolean {
  const written = lines.filter((line) => line !== '')
  const isMark = (line: string) => /^\s*>(?![>])/.test(line)
  return written.length > 2 && written.every(isMark) && written.some((line) => /^\s*> ?[2-5]\d\d[ -]/.test(line))
}
