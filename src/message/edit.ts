import { concat, encode, LF } from '../protocol/bytes.ts'
import { editFields, writeField, type HeaderEdits } from './field.ts'
import { readHeaders } from './headers.ts'

/** Change the header of a message that exists. Every octet that no edit is about stays as it is. */
export function editHeaders(message: Uint8Array, edits: HeaderEdits): Uint8Array {
  if (!edits.set?.length && !edits.add?.length) return message
  const { list } = readHeaders(message)
  const write = (text: string) => ({ name: '', raw: encode(text) })
  const first = list[0]?.offset ?? 0
  const last = list.at(-1)
  const end = last ? last.offset + last.raw.length : 0
  // A header that breaks off in the middle of a line is completed before something is added to it.
  const unfinished = last && last.raw.at(-1) !== LF ? [write('\r\n')] : []
  const fields = editFields([...list, ...unfinished], edits, (field) => write(writeField(field)))
  // Where there was no header, the body now needs the blank line that sets it off.
  const blankLine = !last && fields.length > 0 ? [write('\r\n')] : []
  return concat([message.subarray(0, first), ...[...fields, ...blankLine].map(({ raw }) => raw), message.subarray(end)])
}
