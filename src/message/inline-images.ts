import { isPreviewable, readImageSize } from './image-size.ts'
import { partContent } from './part-content.ts'
import { listParts, type MessagePart, type PartTree } from './parts.ts'

/** Octets of images that one document holds. */
const MOST_OCTETS = 10 * 1024 * 1024

/**
 * The images of a message for its HTML, by their Content-ID, as `data:` URLs: so the document that shows them asks for
 * nothing. An image that would fill the memory of the browser is left out, and so is what is no image, whatever its
 * type says. RFC 2392
 */
export function inlineImages(message: Uint8Array, tree: PartTree): (contentId: string) => string | null {
  const parts = new Map<string, MessagePart>()
  for (const part of listParts(tree)) {
    if (part.contentId !== null && part.type.startsWith('image/') && !parts.has(part.contentId))
      parts.set(part.contentId, part)
  }
  const urls = new Map<string, string | null>()
  let left = MOST_OCTETS
  return (contentId) => {
    const known = urls.get(contentId)
    if (known !== undefined) return known
    const part = parts.get(contentId)
    if (!part || part.end - part.bodyOffset > left * 2) return null
    const content = partContent(message, part)
    const isShown = content.length <= left && isPreviewable(content)
    if (isShown) left -= content.length
    const octets = Buffer.from(content.buffer, content.byteOffset, content.length)
    const url = isShown ? `data:${readImageSize(content)!.type};base64,${octets.toString('base64')}` : null
    urls.set(contentId, url)
    return url
  }
}
