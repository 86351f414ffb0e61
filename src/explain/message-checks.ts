import { latin1 } from '../protocol/bytes.ts'
import { describeDeviation, type Deviation, type DeviationCode } from '../protocol/deviation.ts'
import { findParam, type Param } from '../protocol/params.ts'
import { writeAddress } from '../protocol/path.ts'
import type { RfcRef } from '../protocol/rfc.ts'
import type { SentMessage } from '../transcript/dialogue.ts'
import { parseDate } from '../message/date.ts'
import { findHeaders, headerValue, readHeaders, type Headers } from '../message/headers.ts'
import { parseAddresses } from '../message/words.ts'
import { checkTlsRequired } from './tls-required.ts'

/** Something to say about a message: its headers, alone and against its envelope. */
export interface MessageRemark {
  readonly id: RemarkId
  /** 'problem': receivers refuse or distrust such mail; 'note': worth knowing, and often intended. */
  readonly level: 'problem' | 'note'
  readonly sentence: string
  readonly ref: RfcRef
}

export type RemarkId =
  | 'empty'
  | 'no-header'
  | 'from-missing'
  | 'from-malformed'
  | 'sender-missing'
  | 'date-missing'
  | 'date-malformed'
  | 'message-id-missing'
  | 'message-id-malformed'
  | 'subject-missing'
  | 'duplicate-header'
  | 'bcc-shown'
  | 'return-path-present'
  | 'from-differs'
  | 'sender-differs'
  | 'null-sender'
  | 'recipients-hidden'
  | 'recipients-not-addressed'
  | 'tls-required-malformed'
  | 'tls-required-overruled'
  | 'tls-optional'
  | 'header-utf8'
  | `data-${DeviationCode}`

/** What MAIL and RCPT said. */
export interface Envelope {
  /** '' for the null reverse-path. */
  readonly from: string
  readonly to: readonly string[]
  /** Of MAIL. */
  readonly params: readonly Param[]
}

export interface CheckedMessage {
  readonly content: Uint8Array
  /** Whether nothing of it is missing. */
  readonly isWhole: boolean
  readonly deviations: readonly Deviation[]
  /** Null where it is not known. */
  readonly envelope: Envelope | null
}

/** The same for a message of a conversation. */
export function checkSentMessage({ transaction, ...message }: SentMessage): MessageRemark[] {
  if (!transaction) return checkMessage({ ...message, envelope: null })
  const { reversePath, params, recipients } = transaction
  const to = recipients.map(({ forwardPath }) => writeAddress(forwardPath))
  return checkMessage({ ...message, envelope: { from: writeAddress(reversePath), to, params } })
}

/** Look through the header and the octets of a message, and hold them against its envelope. */
export function checkMessage(message: CheckedMessage): MessageRemark[] {
  const { content, envelope, isWhole } = message
  // What is missing in the record may have been anything.
  if (!isWhole && !hasHeaderEnd(content)) return checkOctets(message, readHeaders(new Uint8Array()))
  if (content.length === 0) {
    return [problem('empty', 'The message is empty: not even a header was sent.', 'RFC 5322 §3.6')]
  }
  const headers = readHeaders(content)
  if (headers.list.every(({ name }) => name === '')) {
    const sentence =
      'The message has no header: all of it is text. A header such as "Subject: test" stands on top, and an empty line ends it.'
    return [problem('no-header', sentence, 'RFC 5322 §3.6'), ...checkOctets(message, headers)]
  }
  return [
    ...checkOriginator(headers),
    ...checkIdentity(headers),
    ...checkDuplicates(headers),
    ...checkTrace(headers),
    ...(envelope ? checkEnvelope(headers, envelope) : []),
    ...checkTlsRequired(headers, envelope),
    ...checkOctets(message, headers),
  ]
}

// RFC 5322 §2.1
function hasHeaderEnd(content: Uint8Array): boolean {
  return /(?:^|\n)\r?\n/.test(latin1(content.subarray(0, CEILING)))
}

/** A header is searched for its end this far. */
const CEILING = 1 << 20

// RFC 5322 §3.6.2
function checkOriginator(headers: Headers): MessageRemark[] {
  const value = headerValue(headers, 'From')
  if (value === null)
    return [problem('from-missing', 'There is no From header, which every message must have.', 'RFC 5322 §3.6')]
  const authors = parseAddresses(value)
  if (authors.length === 0) {
    return [problem('from-malformed', `The From header, "${value}", holds no address.`, 'RFC 5322 §3.6.2')]
  }
  if (authors.length > 1 && headerValue(headers, 'Sender') === null) {
    const sentence = 'From names several authors, so a Sender header must say which of them sent the message.'
    return [problem('sender-missing', sentence, 'RFC 5322 §3.6.2')]
  }
  return []
}

// RFC 5322 §3.6.1, RFC 5322 §3.6.4
function checkIdentity(headers: Headers): MessageRemark[] {
  const remarks: MessageRemark[] = []
  const date = headerValue(headers, 'Date')
  if (date === null) {
    remarks.push(problem('date-missing', 'There is no Date header, which every message must have.', 'RFC 5322 §3.6'))
  } else if (parseDate(date) === null) {
    remarks.push(problem('date-malformed', `The Date header, "${date}", is no date.`, 'RFC 5322 §3.6.1'))
  }
  const id = headerValue(headers, 'Message-ID')
  if (id === null) {
    const sentence =
      'There is no Message-ID header, which every message should have; large providers refuse mail without it.'
    remarks.push(problem('message-id-missing', sentence, 'RFC 5322 §3.6.4'))
  } else if (!/^<[^<>@\s]+@[^<>@\s]+>$/.test(id)) {
    const sentence = `The Message-ID, "${id}", is not of the form <unique@domain>.`
    remarks.push(problem('message-id-malformed', sentence, 'RFC 5322 §3.6.4'))
  }
  if (headerValue(headers, 'Subject') === null) {
    remarks.push(note('subject-missing', 'There is no Subject header.', 'RFC 5322 §3.6.5'))
  }
  return remarks
}

const once = [
  'Date',
  'From',
  'Sender',
  'Reply-To',
  'To',
  'Cc',
  'Bcc',
  'Message-ID',
  'In-Reply-To',
  'References',
  'Subject',
]

// RFC 5322 §3.6
function checkDuplicates(headers: Headers): MessageRemark[] {
  return once.flatMap((name) => {
    const count = findHeaders(headers, name).length
    if (count < 2) return []
    return problem(
      'duplicate-header',
      `The header ${name} is there ${count} times, and may be there once.`,
      'RFC 5322 §3.6',
    )
  })
}

function checkTrace(headers: Headers): MessageRemark[] {
  const remarks: MessageRemark[] = []
  if (headerValue(headers, 'Bcc')) {
    const sentence = 'The Bcc header is still in the message, so everybody sees who was meant not to be seen.'
    remarks.push(problem('bcc-shown', sentence, 'RFC 5322 §3.6.3'))
  }
  if (headerValue(headers, 'Return-Path') !== null) {
    const sentence = 'The message has a Return-Path header already, which only the last server may add.'
    remarks.push(note('return-path-present', sentence, 'RFC 5321 §4.4'))
  }
  return remarks
}

/** The header against what was said with MAIL and RCPT. They may differ: lists, blind copies and services do so. */
function checkEnvelope(headers: Headers, { from: sender, to: recipients }: Envelope): MessageRemark[] {
  const remarks: MessageRemark[] = []
  const authors = addressesIn(headers, ['From'])
  if (sender === '') {
    const sentence = 'The sender is null (<>): no report of a failure will come. That is for notifications only.'
    remarks.push(note('null-sender', sentence, 'RFC 5321 §4.5.5'))
  } else if (authors.length > 0 && !authors.some((author) => domainOf(author) === domainOf(sender))) {
    const sentence = `From is ${authors.join(', ')} but MAIL FROM is ${sender}: SPF looks at the domain of the latter, and for DMARC only a DKIM signature of the former can pass.`
    remarks.push(note('from-differs', sentence, 'RFC 7489 §3.1'))
  }
  const [agent] = addressesIn(headers, ['Sender'])
  if (agent !== undefined && sender !== '' && domainOf(agent) !== domainOf(sender)) {
    const sentence = `Sender is ${agent} but MAIL FROM is ${sender}: Sender should be who handed the message over, and reports of a failure go to the latter.`
    remarks.push(note('sender-differs', sentence, 'RFC 5322 §3.6.2'))
  }
  const addressed = addressesIn(headers, ['To', 'Cc', 'Bcc'])
  const hidden = recipients.filter((recipient) => !addressed.includes(recipient.toLowerCase()))
  if (hidden.length > 0) {
    const sentence = `${count(hidden)} neither in To nor in Cc: a blind copy, a list, or a forwarded message.`
    remarks.push(note('recipients-hidden', sentence, 'RFC 5321 §7.2'))
  }
  const lower = recipients.map((recipient) => recipient.toLowerCase())
  const missing = addressesIn(headers, ['To', 'Cc']).filter((address) => !lower.includes(address))
  if (missing.length > 0) {
    const sentence = `${count(missing)} in To or Cc but not among the recipients of this transaction, so ${missing.length === 1 ? 'it gets' : 'they get'} no copy by it.`
    remarks.push(note('recipients-not-addressed', sentence, 'RFC 5321 §3.3'))
  }
  return remarks
}

const octetCodes: readonly DeviationCode[] = [
  'bare-lf',
  'bare-cr',
  'nul',
  'line-too-long',
  '8bit-without-leave',
  'size-exceeded',
]

/** Line ends, line lengths, and characters that were not agreed on. */
function checkOctets({ deviations, envelope }: CheckedMessage, headers: Headers): MessageRemark[] {
  const remarks = deviations
    .filter(({ code }) => octetCodes.includes(code))
    .map((found) => {
      const times = (found.count ?? 1) > 1 ? `, ${found.count} times` : ''
      return problem(`data-${found.code}`, `The message has a fault: ${describeDeviation(found)}${times}.`, found.ref)
    })
  const is8bit = headers.deviations.some(({ code }) => code === 'header-utf8' || code === 'header-8bit')
  if (is8bit && !(envelope && findParam(envelope.params, 'SMTPUTF8'))) {
    const sentence =
      'The header holds 8-bit characters, but MAIL did not say SMTPUTF8. Encoded words carry them anywhere.'
    remarks.push(problem('header-utf8', sentence, 'RFC 6532 §3.2'))
  }
  return remarks
}

function addressesIn(headers: Headers, names: readonly string[]): string[] {
  return names
    .flatMap((name) => findHeaders(headers, name))
    .flatMap(({ value }) => parseAddresses(value))
    .map(({ address }) => address.toLowerCase())
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}

function count(addresses: readonly string[]): string {
  const shown = addresses.slice(0, 5).join(', ')
  const more = addresses.length > 5 ? ` and ${addresses.length - 5} more` : ''
  return `${shown}${more} ${addresses.length === 1 ? 'is' : 'are'}`
}

function problem(id: RemarkId, sentence: string, ref: RfcRef): MessageRemark {
  return { id, level: 'problem', sentence, ref }
}

function note(id: RemarkId, sentence: string, ref: RfcRef): MessageRemark {
  return { id, level: 'note', sentence, ref }
}
