import { readLinks } from './links.ts'

/** Text whose web addresses can be followed. */
export function Linked({ text }: { readonly text: string }) {
  return (
    <>
      {readLinks(text).map(({ text: piece, isLink }, index) =>
        isLink ? (
          <a key={index} href={piece} target="_blank" rel="noopener noreferrer nofollow">
            {piece}
          </a>
        ) : (
          piece
        ),
      )}
    </>
  )
}
