import { LineMender } from '../../../client/mend-lines.ts'
import type { OutgoingMessage } from '../../../client/outgoing.ts'
import { findHeaders, headerValue, readHeaders } from '../../../message/headers.ts'
import { readMbox } from '../../../message/mbox.ts'
import { parseAddresses } from '../../../message/words.ts'
import { decode, encode, isAscii } from '../../../protocol/bytes.ts'

/** A message from a file, with CRLF for line ends. */
export interface FiledMessage {
  readonly content: Uint8Array
  /** The reverse-path, as an mbox has it; null where nothing tells it. */
  readonly from: string | null
}

/** Those of an mbox, where it is one; else it is one message. */
export function* readMessages(file: Uint8Array): Generator<FiledMessage> {
  if (decode(file.subarray(0, 5)) === 'From ') {
    let isMbox = false
    for (const { message, from } of readMbox(file)) {
      isMbox = true
      yield { content: mended(message), from }
    }
    if (isMbox) return
  }
  yield { content: mended(file), from: null }
}

function mended(bytes: Uint8Array): Uint8Array {
  return new LineMender().write(bytes)
}

/** Who sends a message, and who is to get it: as the header says, where nothing else is given. */
export function envelopeOf(
  message: FiledMessage,
  given: { readonly from?: string; readonly to?: readonly string[] },
): { readonly from: string; readonly to: readonly string[] } {
  return { from: given.from ?? senderOf(message), to: given.to ?? recipientsOf(message.content) }
}

/** As it goes over the wire. */
export function outgoing({ content }: FiledMessage, addresses: readonly string[]): OutgoingMessage {
  const { deviations } = readHeaders(content)
  const needsUtf8 = [...addresses].some((each) => !isAscii(encode(each)))
  return {
    content,
    size: content.length,
    isEightBit: !isAscii(content),
    needsUtf8: needsUtf8 || deviations.some(({ code }) => code === 'header-utf8'),
  }
}

/** What a mail host wrote down, else who is said to have sent it. RFC 5321 §4.4, RFC 5322 §3.6.2 */
function senderOf({ content, from }: FiledMessage): string {
  if (from !== null) return from
  const headers = readHeaders(content)
  const returnPath = /^<(.*)>$/.exec(headerValue(headers, 'Return-Path') ?? '')?.[1]
  if (returnPath !== undefined) return returnPath
  for (const name of ['Sender', 'From']) {
    const [first] = parseAddresses(headerValue(headers, name) ?? '')
    if (first) return first.address
  }
  return ''
}

function recipientsOf(content: Uint8Array): string[] {
  const headers = readHeaders(content)
  const fields = ['To', 'Cc', 'Bcc'].flatMap((name) => findHeaders(headers, name))
  return [...new Set(fields.flatMap(({ value }) => parseAddresses(value)).map(({ address }) => address))]
}
