import { charsetOf } from '../../../../message/charset.ts'
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
        {readBeginning(value, saidCharset(whole, part) ?? '')}
      </pre>
      {value.length > READ && <p class="quiet">The first {formatCount(READ)} octets of it.</p>}
    </>
  )
}

function saidCharset(node: Part, part: string): string | null {
  if (node.part === part) return node.charset ?? null
  for (const child of node.children ?? []) {
    const found = saidCharset(child, part)
    if (found !== null) return found
  }
  return null
}

/** A character may be cut in two at the end. */
function readBeginning(bytes: Uint8Array, charset: string): string {
  return new TextDecoder(charsetOf(bytes, charset)).decode(bytes.subarray(0, READ), { stream: true })
}
