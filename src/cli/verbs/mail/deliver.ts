import { rawMessage } from '../../../client/given-message.ts'
import { LineMender } from '../../../client/mend-lines.ts'
import { sendMail } from '../../../client/send.ts'
import { ClientSession } from '../../../client/session.ts'
import { findHeaders, headerValue, readHeaders } from '../../../message/headers.ts'
import { readMbox } from '../../../message/mbox.ts'
import { parseAddresses } from '../../../message/words.ts'
import { decode } from '../../../protocol/bytes.ts'
import type { Endpoint } from '../../../wire/dial.ts'
import type { ListenAddress } from '../../../wire/listen.ts'
import { formatHostPort } from '../../../wire/target.ts'
import { exitCodes } from '../../exit-codes.ts'
import { exitCodeOf } from '../send/exit.ts'
import { describeTrouble } from '../send/words.ts'

/** A message from a file, with CRLF for line ends. */
export interface FiledMessage {
  readonly content: Uint8Array
  /** The reverse-path, as an mbox has it; null where nothing tells it. */
  readonly from: string | null
}

export interface Outcome {
  readonly exitCode: number
  /** What went wrong; null where nothing did. */
  readonly sentence: string | null
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

/** Hand a message to the server by SMTP, as everybody does. */
export async function deliver(
  message: FiledMessage,
  { host, port }: ListenAddress,
  given: { readonly from?: string; readonly to?: readonly string[] },
): Promise<Outcome> {
  const from = given.from ?? senderOf(message)
  const to = given.to ?? recipientsOf(message.content)
  if (to.length === 0)
    return { exitCode: exitCodes.usage, sentence: 'its header names nobody whom it is for: name somebody with --to' }
  const endpoint: Endpoint = { kind: 'tcp', host, port }
  const result = await sendMail(new ClientSession(endpoint), {
    from,
    to: to.map((address) => ({ address })),
    message: rawMessage({ head: message.content, rest: null, isLasting: true }),
    pipelining: true,
  })
  return {
    exitCode: exitCodeOf(result, 'tcp'),
    sentence: describeTrouble(result, endpoint, formatHostPort(host, port)),
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
