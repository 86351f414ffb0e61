import { escapeText } from '../protocol/escapes.ts'

/** `text` in lines of at most `width` characters, each indented; what a server says in it cannot steer the terminal. */
export function wrap(text: string, width: number, indent = ''): string[] {
  const room = Math.max(20, width - indent.length)
  const lines: string[] = []
  let line = ''
  for (const word of escapeText(text.replace(/\s+/g, ' ').trim()).split(' ')) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(indent + line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, indent + line]
}

/** Milliseconds to a tenth. */
export function formatMs(ms: number): string {
  return `${ms.toFixed(1)} ms`
}
