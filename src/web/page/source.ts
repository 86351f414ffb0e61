/** A line of a message's source, and how it ends. */
export interface SourceLine {
  readonly text: string
  /** "bare-cr" and "bare-lf" are what RFC 5322 §2.3 does not allow; "none": the end of the message. */
  readonly end: 'crlf' | 'bare-lf' | 'bare-cr' | 'none'
}

/** The lines of octets, one character each. */
export function readSourceLines(octets: string): SourceLine[] {
  const lines: SourceLine[] = []
  let from = 0
  for (const { 0: end, index } of octets.matchAll(/\r\n|\n|\r/g)) {
    lines.push({
      text: octets.slice(from, index),
      end: end === '\r\n' ? 'crlf' : end === '\n' ? 'bare-lf' : 'bare-cr',
    })
    from = index + end.length
  }
  if (from < octets.length) lines.push({ text: octets.slice(from), end: 'none' })
  return lines
}

export interface SourcePiece {
  readonly text: string
  /** An octet that no eye would see: "<NUL>", "<E9>". */
  readonly isOctet: boolean
}

/** A line for people: what is UTF-8 is read as such, what cannot be seen is named. */
export function showOctets(text: string): SourcePiece[] {
  const pieces: SourcePiece[] = []
  for (const { 0: run, groups } of text.matchAll(/(?<plain>[\t\x20-\x7e]+)|(?<high>[\x80-\xff]+)|(?<control>[^])/g)) {
    if (groups?.['plain'] !== undefined) pieces.push({ text: run, isOctet: false })
    else if (groups?.['high'] !== undefined) pieces.push(...showHigh(run))
    else pieces.push({ text: named(run), isOctet: true })
  }
  return pieces
}

function showHigh(run: string): SourcePiece[] {
  const bytes = Uint8Array.from(run, (each) => each.charCodeAt(0))
  try {
    return [{ text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), isOctet: false }]
  } catch {
    return [...run].map((each) => ({ text: named(each), isOctet: true }))
  }
}

function named(octet: string): string {
  const code = octet.charCodeAt(0)
  return code === 0 ? '<NUL>' : `<${code.toString(16).toUpperCase().padStart(2, '0')}>`
}

export interface LineEnds {
  readonly crlf: number
  readonly bareLf: number
  readonly bareCr: number
}

export function countLineEnds(lines: readonly SourceLine[]): LineEnds {
  const count = (end: SourceLine['end']) => lines.filter((line) => line.end === end).length
  return { crlf: count('crlf'), bareLf: count('bare-lf'), bareCr: count('bare-cr') }
}
