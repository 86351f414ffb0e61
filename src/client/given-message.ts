import { concat, CR, EMPTY, isAscii, LF } from '../protocol/bytes.ts'
import { composeContent, type ContentOptions } from '../message/compose.ts'
import type { HeaderEdits } from '../message/field.ts'
import { readHeaders } from '../message/headers.ts'
import { expandTemplate } from '../message/template.ts'
import { LineMender } from './mend-lines.ts'
import {
  hasUtf8Address,
  idSource,
  templateValues,
  type MessageSource,
  type OutgoingMessage,
  type SendMoment,
  type TokenFacts,
} from './outgoing.ts'

/** A message as somebody has it: whole, or its beginning and a way to the rest. */
export interface GivenMessage {
  /** Where there is a rest, the whole header is in it. */
  readonly head: Uint8Array
  /** Opens what comes behind `head`; null where that is all. */
  readonly rest: (() => AsyncIterable<Uint8Array>) | null
  /** Whether `rest` can be opened again and again, as a file can and a pipe cannot. */
  readonly isLasting: boolean
}

/** `%BODY%` is made of the content. */
export interface TemplateOptions extends TokenFacts, Omit<ContentOptions, 'eightBit' | 'id'> {
  readonly headers?: HeaderEdits
}

/** Octets of a message that are taken into memory; what is longer is streamed. */
export const HEAD_SIZE = 1_048_576

/**
 * A message from a template. Line ends become CRLF, and tokens are replaced: of a message that is streamed in its
 * header only.
 */
export function templateMessage(given: GivenMessage, options: TemplateOptions): MessageSource {
  return async (moment) => {
    const { bodyOffset } = readHeaders(given.head)
    const headEnd = given.rest === null ? given.head.length : bodyOffset
    const head = await expand(given.head.subarray(0, headEnd), moment, options)
    const open = given.rest && mended(given.head.subarray(headEnd), given.rest)
    return describe({ head, rest: open, isLasting: given.isLasting }, moment)
  }
}

/** A message as it is, octet by octet. */
export function rawMessage(given: GivenMessage): MessageSource {
  return (moment) => describe(given, moment)
}

/** Whether some of the line ends are LF alone, as far as `head` shows. */
export function hasBareLf({ head }: GivenMessage): boolean {
  for (let at = head.indexOf(LF); at >= 0; at = head.indexOf(LF, at + 1)) if (head[at - 1] !== CR) return true
  return false
}

async function expand(template: Uint8Array, moment: SendMoment, options: TemplateOptions): Promise<Uint8Array> {
  const { headers = {}, ...parts } = options
  const { fields, body } = await composeContent({
    ...parts,
    id: idSource(moment.id),
    eightBit: moment.capabilities.has('8BITMIME'),
  })
  // The template has the line end of the body's last line.
  const isEnded = body.length > 1 && body[body.length - 1] === LF
  const edits = { ...headers, set: [...fields, ...(headers.set ?? [])] }
  return expandTemplate(template, templateValues(moment, options), {
    body: isEnded ? body.subarray(0, -2) : body,
    headers: edits,
  })
}

function mended(first: Uint8Array, rest: () => AsyncIterable<Uint8Array>): () => AsyncGenerator<Uint8Array, void> {
  return async function* () {
    const mender = new LineMender()
    yield mender.write(first)
    for await (const piece of rest()) yield mender.write(piece)
  }
}

async function describe({ head, rest, isLasting }: GivenMessage, moment: SendMoment): Promise<OutgoingMessage> {
  const needsUtf8 = hasUtf8Address(moment) || readHeaders(head).deviations.some(({ code }) => code === 'header-utf8')
  if (rest === null) {
    const size = head.length + lineEndDue(head)
    return { content: head, size, isEightBit: !isAscii(head), needsUtf8 }
  }
  const content = joined(head, rest())
  // What comes from a pipe can be read but once. BODY=8BITMIME does no harm to a message that could do without.
  if (!isLasting) return { content, size: null, isEightBit: moment.capabilities.has('8BITMIME'), needsUtf8 }
  let size = 0
  let isEightBit = false
  let end: Uint8Array = EMPTY
  for await (const piece of joined(head, rest())) {
    size += piece.length
    isEightBit ||= !isAscii(piece)
    end = piece.length > 1 ? piece.subarray(-2) : concat([end.subarray(-1), piece])
  }
  return { content, size: size + lineEndDue(end), isEightBit, needsUtf8 }
}

/** Octets that DATA has to add to a message without a line end, and that count as its own. */
// RFC 1870 §5
function lineEndDue(end: Uint8Array): number {
  return end.length === 0 || (end.at(-2) === CR && end.at(-1) === LF) ? 0 : 2
}

async function* joined(head: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  yield head
  yield* rest
}
