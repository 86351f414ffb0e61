import { readMarkdownLine } from '../markdown-line.ts'

/** A note of caniemail.com, with its code and its links. */
export function MarkdownLine({ text }: { readonly text: string }) {
  return (
    <>
      {readMarkdownLine(text).map((piece, index) => {
        if (piece.kind === 'code') return <code key={index}>{piece.text}</code>
        if (piece.kind === 'text') return piece.text
        return (
          <a key={index} href={piece.href} target="_blank" rel="noopener noreferrer">
            {piece.text}
          </a>
        )
      })}
    </>
  )
}
