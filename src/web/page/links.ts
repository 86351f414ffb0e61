export interface TextPiece {
  readonly text: string
  readonly isLink: boolean
}

/** Addresses of the web in a text; nothing else is ever made a link of. */
export function readLinks(text: string): TextPiece[] {
  const pieces: TextPiece[] = []
  let from = 0
  for (const { 0: found, index } of text.matchAll(/https?:\/\/[^\s<>"')\]]+/g)) {
    const link = found.replace(/[.,;:!?]+$/, '')
    if (index > from) pieces.push({ text: text.slice(from, index), isLink: false })
    pieces.push({ text: link, isLink: true })
    from = index + link.length
  }
  if (from < text.length) pieces.push({ text: text.slice(from), isLink: false })
  return pieces
}
