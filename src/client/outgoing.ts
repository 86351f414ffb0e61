import { decode, encode, isAscii, isUtf8 } from '../protocol/bytes.ts'
import type { Capabilities } from '../protocol/capabilities.ts'
import { compose, type ContentOptions } from '../message/compose.ts'
import { writeDate } from '../message/date.ts'
import type { HeaderEdits } from '../message/field.ts'
import { expandEdits, expandTokens, type TemplateValues } from '../message/template.ts'
import type { MessageContent } from './content.ts'
import type { MessageFacts } from './transaction.ts'

/** A message on its way out, and what MAIL has to say about it. */
export interface OutgoingMessage extends MessageFacts {
  readonly content: MessageContent
}

/** What is known when a message is needed. */
export interface SendMoment {
  readonly capabilities: Capabilities
  /** Of the envelope. */
  readonly from: string
  readonly to: readonly string[]
  /** The name we said hello with. */
  readonly host: string
  /** Of this message alone: letters, digits, dots and hyphens. */
  readonly id: string
  readonly date: Date
}

/** Makes a message, as late as that because it depends on what the server offers. Asked once for each message. */
export type MessageSource = (moment: SendMoment) => Promise<OutgoingMessage>

/** What tokens stand for that the moment does not tell. */
export interface TokenFacts {
  /** Parley's own version. */
  readonly version: string
  /** Those recipients that a header may name. */
  readonly toAddresses: readonly string[]
}

/** The parts of a message that Parley makes. Tokens count in text and in headers. */
export interface LetterParts extends TokenFacts, Omit<ContentOptions, 'eightBit' | 'id'> {
  /** As it stands in the header; the envelope's sender where left out. */
  readonly from?: string
  readonly to?: readonly string[]
  readonly cc?: readonly string[]
  readonly subject?: string
  readonly headers?: HeaderEdits
}

/** A message that is made of its parts. */
export function composedMessage(letter: LetterParts): MessageSource {
  const { headers = {}, text, html, ...parts } = letter
  return async (moment) => {
    const { capabilities, from, host, id, date } = moment
    const values = templateValues(moment, letter)
    const needsUtf8 = hasUtf8Address(moment)
    const content = await compose({
      // A notification, which nobody is to answer, is from the mail system itself.
      from: from || `MAILER-DAEMON@${host}`,
      subject: `test ${values.date}`,
      ...parts,
      ...(text !== undefined && { text: expandText(text, values) }),
      ...(html !== undefined && { html: expandTokens(html, values) }),
      messageId: `<${values.messageId}>`,
      mailer: `Parley ${letter.version}`,
      headers: expandEdits(headers, values),
      host,
      id: idSource(id),
      date,
      eightBit: capabilities.has('8BITMIME'),
      // UTF-8 in a header binds every host on the way: for the sake of a subject alone it is not worth it.
      utf8: needsUtf8 && capabilities.has('SMTPUTF8'),
    })
    return { content, size: content.length, isEightBit: !isAscii(content), needsUtf8 }
  }
}

export function templateValues(
  { from, host, id, date }: SendMoment,
  { version, toAddresses }: TokenFacts,
): TemplateValues {
  return { from, to: toAddresses, date: writeDate(date), messageId: `${id}@${host}`, version }
}

export function hasUtf8Address({ from, to }: SendMoment): boolean {
  return [from, ...to].some((address) => !isAscii(encode(address)))
}

/** Tokens in text; octets that are no UTF-8 stay what they are. */
function expandText(text: string | Uint8Array, values: TemplateValues): string | Uint8Array {
  if (typeof text === 'string') return expandTokens(text, values)
  return isUtf8(text) ? encode(expandTokens(decode(text), values)) : text
}

/** The id, and then as many others as are asked for. */
export function idSource(id: string): () => string {
  let asked = 0
  return () => (asked++ === 0 ? id : `${id}.${asked}`)
}
