import { classOf, type Reply } from '../protocol/reply.ts'
import { tlsRecordKind } from '../protocol/tls-record.ts'
import type { Occasion } from '../protocol/transitions.ts'
import type { Dialogue, Turn } from '../transcript/dialogue.ts'
import type { FailedEvent, TlsDetails } from '../transcript/event.ts'
import type { Transcript } from '../transcript/transcript.ts'
import { noTls } from './data/failures.ts'
import * as silences from './data/silences.ts'
import type { Explanation, Topic } from './facts.ts'
import { explainEvent, explainFailure } from './failure.ts'

/** How a conversation ended, whichever end kept the record. */
export interface Ending {
  readonly failure: FailedEvent | null
  /** The handshake, where there was one. */
  readonly tls?: TlsDetails | null
  readonly closedBy: 'client' | 'server' | 'timeout' | null
  /** "mail.example.test:465"; null where it is not known. */
  readonly server: string | null
}

/** What a transcript tells beside what was said. */
export interface Circumstances {
  /** Default 'client'. */
  readonly role?: Transcript['role']
  readonly peer?: string | null
  /** The end of the conversation is not in the record. */
  readonly isTruncated?: boolean
}

export function endingOf({ failure, closed, tls }: Dialogue, circumstances: Circumstances): Ending {
  const { role = 'client', peer = null, isTruncated = false } = circumstances
  if (isTruncated) return { failure: null, closedBy: null, server: null }
  const other = role === 'client' ? 'server' : 'client'
  return {
    failure,
    tls,
    closedBy: closed === 'us' ? role : closed === 'peer' ? other : closed,
    server: role === 'client' ? peer : null,
  }
}

/** Why nothing was said to this. */
export function explainSilence(occasion: Occasion | null, ending: Ending): Explanation {
  if (ending.failure) {
    const explanation = explainFailure(ending.failure, ending.tls ?? null)
    // The port is the right one: it has offered TLS.
    const isAgreed = occasion === 'STARTTLS' && explanation.title === noTls.title
    return isAgreed ? { ...explanation, ...silences.noTlsBehindStartTls } : explanation
  }
  const references = occasion === 'end-of-data' ? ['RFC 1047', 'RFC 5321 §4.5.3.2.6'] : ['RFC 5321 §3.8']
  return explainEvent(topicOf(occasion, ending), { basis: 'event', confidence: 'likely', references, notes: [] })
}

function topicOf(occasion: Occasion | null, { closedBy, server }: Ending): Topic {
  const isLate = closedBy === 'timeout'
  if (occasion === 'greeting') {
    if (server !== null && /:465$/.test(server) && closedBy !== null) return silences.tlsFromTheStart
    if (isLate) return silences.noGreeting
  }
  if (occasion === 'QUIT' && closedBy === 'server') return silences.silentGoodbye
  if (occasion === 'end-of-data' && closedBy !== null) return silences.noVerdictOnMessage
  switch (closedBy) {
    case 'timeout':
      return silences.noReplyInTime
    case 'server':
      return silences.hungUp
    case 'client':
      return silences.leftEarly
    case null:
      return silences.endOfRecord
  }
}

/**
 * A message that was begun and did not end.
 * @param hasUnasked whether the server had said something unasked: what the client took for the answer to DATA
 */
export function explainUnfinishedMessage(ending: Ending, hasUnasked: boolean): Explanation {
  if (ending.failure || ending.closedBy === 'server' || ending.closedBy === 'timeout')
    return explainSilence('DATA', ending)
  const details = { basis: 'event', confidence: 'likely', notes: [] } as const
  return hasUnasked
    ? explainEvent(silences.unasked, { ...details, references: ['RFC 5321 §4.3.1'] })
    : explainEvent(silences.leftInMessage, { ...details, references: ['RFC 5321 §4.1.1.4'] })
}

/**
 * What was said in place of an SMTP reply; null where it is one.
 * @param isGreeted whether the server has greeted as one that speaks SMTP
 */
export function explainStranger(reply: Reply, occasion: Occasion | null, isGreeted = false): Explanation | null {
  const topic = strangerTopic(reply, occasion, isGreeted)
  return (
    topic && explainEvent(topic, { basis: 'event', confidence: 'likely', references: ['RFC 5321 §4.2'], notes: [] })
  )
}

/** Whether an SMTP server has greeted: it may say nonsense later, and the port is the right one all the same. */
// RFC 5321 §3.1
export function hasGreeted(turns: readonly Turn[]): boolean {
  return turns.some(
    ({ occasion, reply }) =>
      occasion === 'greeting' && reply?.code === 220 && strangerTopic(reply, occasion, false) === null,
  )
}

/** A refusal with lines that say something else; null where there are none. */
// RFC 5321 §4.2.1
export function explainYesAndNo({ code, lines }: Reply): Explanation | null {
  const hasOther = lines.some((line) => line.code !== 0 && classOf(line.code) !== classOf(code))
  if (!hasOther || code < 400) return null
  const details = { basis: 'event', confidence: 'certain', references: ['RFC 5321 §4.2.1'], notes: [] } as const
  return { ...explainEvent(silences.yesAndNo, details), code }
}

const answeredWith2xx: ReadonlySet<Occasion | null> = new Set<Occasion>([
  ...(['greeting', 'EHLO', 'HELO', 'LHLO', 'STARTTLS', 'MAIL', 'RCPT', 'RSET', 'QUIT', 'NOOP'] as const),
  ...(['end-of-data', 'BDAT', 'BDAT LAST'] as const),
])

// RFC 5321 §4.3.2
function isOutOfStep(code: number, occasion: Occasion | null): boolean {
  const replyClass = classOf(code)
  // RFC 3207 §4
  return occasion === 'DATA'
    ? replyClass === 'positive'
    : (occasion === 'STARTTLS' && replyClass === 'positive' && code !== 220) ||
        (replyClass === 'intermediate' && answeredWith2xx.has(occasion))
}

function strangerTopic(reply: Reply, occasion: Occasion | null, isGreeted: boolean): Topic | null {
  const [first] = reply.lines
  if (!first) return null
  if (tlsRecordKind(first.raw) !== null) return silences.tlsFromTheStart
  if (
    occasion === 'greeting' &&
    reply.code === 220 &&
    /(?:\b|vs|Pro)FTP/i.test(first.text) &&
    !/SMTP/i.test(first.text)
  ) {
    return silences.ftp
  }
  if (isOutOfStep(reply.code, occasion)) return silences.outOfStep
  if (first.code !== 0) return null
  if (isGreeted) return silences.garbled
  const protocol = silences.strangers.find(([beginning]) => beginning.test(first.text))?.[1]
  if (protocol === undefined) return silences.noSmtp
  return {
    ...silences.noSmtp,
    title: `This is ${protocol}`,
    meaning: `The server speaks ${protocol}, not SMTP.`,
    cause: 'A wrong port.',
  }
}
