import { escapeText } from '../protocol/escapes.ts'

/** Text of a mail, or of a server, for the terminal, in lines: nothing in it can steer the terminal, or turn its writing around. */
export function printable(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/g, escapeText)
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (mark) => `\\u{${mark.charCodeAt(0).toString(16)}}`)
}

/** The same in one line. */
export function onOneLine(text: string): string {
  return printable(text.replace(/\s+/g, ' ').trim())
}

/** Columns that a text takes: East Asian characters and pictures take two, marks on letters none. */
export function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += columns(character)
  return width
}

/** As much of it as fits, with "…" where something was left out; filled with spaces. */
export function fit(text: string, width: number): string {
  const whole = widthOf(text)
  if (whole <= width) return text + ' '.repeat(width - whole)
  let kept = ''
  let taken = 0
  for (const character of text) {
    if (taken + columns(character) > width - 1) break
    kept += character
    taken += columns(character)
  }
  return `${kept}…${' '.repeat(Math.max(0, width - 1 - taken))}`
}

function columns(character: string): number {
  if (/[\p{Mn}\p{Me}\p{Cf}]/u.test(character)) return 0
  return /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u.test(
    character,
  )
    ? 2
    : 1
}
