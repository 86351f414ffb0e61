import { api } from '../../api.ts'
import type { Part } from '../../api-types.ts'
import { useAsked } from '../../asked.ts'
import { Failure } from '../../controls.tsx'
import { formatCount } from '../../format.ts'

/** Octets that are read of an attachment to show its beginning. */
const READ = 64 * 1024

/** Whether a part is text to look at, whatever program it is for. */
export function isText(type: string): boolean {
  return /^text\/|^application\/(?:.*\+)?(?:json|xml)$/i.test(type)
}

/** The beginning of an attachment as text; nothing of it does anything. */
export function TextPreview({ id, part, whole }: { readonly id: string; readonly part: string; readonly whole: Part }) {
  const [asked] = useAsked(() => api.part(id, part), [id, part])
  const { value, failure } = asked.value
  if (failure !== null) return <Failure text={failure} />
  if (value === null) return <p class="quiet">Fetching …</p>
  return (
    <>
      <pre class="text-preview" tabIndex={0} aria-label="The text of the attachment">
        {decodeText(value.subarray(0, READ), charsetOf(whole, part))}
      </pre>
      {value.length > READ && <p class="quiet">The first {formatCount(READ)} octets of it.</p>}
    </>
  )
}

function charsetOf(node: Part, part: string): string | null {
  if (node.part === part) return node.charset ?? null
  for (const child of node.children ?? []) {
    const found = charsetOf(child, part)
    if (found !== null) return found
  }
  return null
}

/** In the charset that it says; else in UTF-8 where it can be that. A character may be cut in two at the end. */
export function decodeText(bytes: Uint8Array, charset: string | null): string {
  if (charset !== null && !/^(?:us-)?ascii$/i.test(charset)) {
    try {
      return new TextDecoder(charset).decode(bytes)
    } catch {
      // There is no such charset.
    }
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
