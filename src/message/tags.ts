import { CR, LF } from '../protocol/bytes.ts'
import { headerValue, readHeaders } from './headers.ts'
import { decodeWords } from './words.ts'

/** Characters of the field that are read, of one tag, and tags of one message. */
const LONGEST = 4096
const LONGEST_TAG = 100
const MOST = 50

/**
 * The labels that a message asks for itself, in the field X-Tags as mailpit has it: separated by commas. Sorted, no two
 * alike. Asked of every message that comes in: one without the field is not taken apart.
 * @param beginning of the message, with all of its header
 */
export function readTags(beginning: Uint8Array): readonly string[] {
  if (!hasField(beginning)) return []
  const value = headerValue(readHeaders(beginning), 'X-Tags') ?? ''
  const tags = decodeWords(value.slice(0, LONGEST))
    .split(',')
    .map((tag) => withoutControls(tag).trim().slice(0, LONGEST_TAG))
  return [...new Set(tags.filter((tag) => tag !== ''))].sort().slice(0, MOST)
}

const NAME = [...'x-tags'].map((letter) => letter.charCodeAt(0))

/** Whether a line of the header begins so. */
function hasField(message: Uint8Array): boolean {
  for (let at = 0; at >= 0 && at < message.length; at = message.indexOf(LF, at) + 1 || -1) {
    if (NAME.every((letter, i) => (message[at + i]! | 0x20) === letter)) return true
    if (message[at] === LF || (message[at] === CR && message[at + 1] === LF)) return false
  }
  return false
}

function withoutControls(text: string): string {
  return text.replace(/[\0-\x1f\x7f]+/g, ' ')
}
