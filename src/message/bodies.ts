import { isMessage, isMultipart, readParts, type MessagePart, type PartTree } from './parts.ts'
import { partText } from './part-content.ts'

/** What of a message is for reading, and what is attached to it. */
export interface Bodies {
  /** Null where there is none. */
  readonly text: string | null
  readonly html: string | null
  /** In their order: files, messages, other forms of the text. */
  readonly attachments: readonly MessagePart[]
}

/** Octets of one body that are read. */
const CEILING = 4 * 1024 * 1024

/**
 * The text and the HTML of a message. Where there are several of a kind, as mailing lists that add a footer make them,
 * they are one behind the other.
 * @param ceiling octets that are read, for each of the two
 */
export function readBodies(message: Uint8Array, tree: PartTree = readParts(message), ceiling = CEILING): Bodies {
  const texts: MessagePart[] = []
  const pages: MessagePart[] = []
  const attachments: MessagePart[] = []
  const waiting = [tree.root]
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    if (isMultipart(part)) for (let i = part.parts.length - 1; i >= 0; i--) waiting.push(part.parts[i]!)
    else if (isBody(part, 'text/plain')) texts.push(part)
    else if (isBody(part, 'text/html')) pages.push(part)
    else attachments.push(part)
  }
  return { text: join(message, texts, ceiling), html: join(message, pages, ceiling), attachments }
}

/** Whether an attachment is shown within the text, as an image of the HTML is. RFC 2183 §2.1, RFC 2392 */
export function isInline({ disposition, contentId, type }: MessagePart): boolean {
  return disposition === 'inline' || (disposition === null && contentId !== null && !isMessage({ type }))
}

function isBody(part: MessagePart, type: string): boolean {
  return part.type === type && part.disposition !== 'attachment' && part.filename === null
}

function join(message: Uint8Array, parts: readonly MessagePart[], ceiling: number): string | null {
  if (parts.length === 0) return null
  const texts: string[] = []
  let left = ceiling
  for (const part of parts) {
    if (left <= 0) break
    texts.push(partText(message, part, left))
    left -= part.end - part.bodyOffset
  }
  return texts.join('\n')
}
