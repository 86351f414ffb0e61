/** What the links in the notes of caniemail.com are beside. */
const base = 'https://www.caniemail.com/'

/** A piece of one line of Markdown. */
export type LinePiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }

/** Take apart what is in one line of those notes: code and links; everything else is text. */
export function readMarkdownLine(line: string): LinePiece[] {
  const pieces: LinePiece[] = []
  let from = 0
  for (const { 0: found, 1: code, 2: text, 3: href, index } of line.matchAll(/`([^`]+)`|\[([^\]]+)\]\(([^()\s]+)\)/g)) {
    const isLink = href !== undefined && URL.canParse(href, base) && /^https?:/.test(new URL(href, base).protocol)
    if (code === undefined && !isLink) continue
    if (index > from) pieces.push({ kind: 'text', text: line.slice(from, index) })
    pieces.push(
      code !== undefined
        ? { kind: 'code', text: code }
        : { kind: 'link', text: text!.replaceAll('`', ''), href: new URL(href!, base).href },
    )
    from = index + found.length
  }
  if (from < line.length) pieces.push({ kind: 'text', text: line.slice(from) })
  return pieces
}
