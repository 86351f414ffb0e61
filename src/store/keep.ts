import type { Deviation } from '../protocol/deviation.ts'
import { writeParam } from '../protocol/params.ts'
import { writeAddress, type ForwardPath } from '../protocol/path.ts'
import { createReply, type Reply } from '../protocol/reply.ts'
import { writeReturnPath } from '../message/stamp.ts'
import { readTags } from '../message/tags.ts'
import type { Envelope, IncomingMessage, MessageWriter } from '../server/policy.ts'
import { stampReceived, type StampedClient } from '../server/received-stamp.ts'
import type { Clock } from '../wire/clock.ts'
import { ContentWriter, type Content } from './content.ts'
import { StoreError, type NewMessage, type Store } from './store.ts'

export interface KeepOptions {
  readonly store: Store
  readonly hostname: string
  readonly lmtp: boolean
  readonly clock: Clock
  /** The mailboxes a recipient's mail ends in. */
  readonly mailboxes: (path: ForwardPath) => readonly string[]
}

/** The writer that puts a message into a store; the client hears of success when the store has it. */
export function keep(options: KeepOptions): MessageWriter {
  const content = new ContentWriter()
  let failure: StoreError | null = null
  const fail = (error: unknown) => {
    failure = noFile(error as NodeJS.ErrnoException)
    content.abort()
  }
  return {
    // The client goes on until its dot, and hears of the failure then.
    write: (octets) => (failure ? undefined : content.write(octets)?.catch(fail)),
    abort: () => content.abort(),
    finish: (message) => {
      if (failure) return refusal(failure)
      const tags = readTags(content.beginning())
      const done = (whole: Content) => options.store.add(new KeptMessage(message, whole, tags, options))
      const whole = content.finishNow()
      try {
        const added = whole ? done(whole) : content.finish().then(done)
        return added ? added.then(() => null, refusal) : null
      } catch (error) {
        return refusal(error)
      }
    },
  }
}

/** A long message goes to a temporary file first. */
function noFile(cause: NodeJS.ErrnoException): StoreError {
  const isFull = cause.code === 'ENOSPC' || cause.code === 'EDQUOT'
  return isFull
    ? new StoreError('full', 'the disk with the temporary files is full', { cause })
    : new StoreError('unavailable', `no temporary file can be written (${cause.code ?? cause.message})`, { cause })
}

/** The client keeps the message, and comes again. RFC 5321 §4.2.5 */
function refusal(error: unknown): Reply {
  if (!(error instanceof StoreError)) throw error
  return error.kind === 'full'
    ? createReply(452, '4.3.1', `There is no room for the message: ${error.message}`)
    : createReply(451, '4.3.0', `The message cannot be kept for now: ${error.message}`)
}

/** A class, not a literal with getters: one is made for every message of a busy server. */
class KeptMessage implements NewMessage {
  readonly receivedAt: Date
  readonly content: Content
  readonly id: string
  readonly sessionId: string
  readonly tags: readonly string[]
  readonly deviations: readonly Deviation[]
  readonly user: string | null
  readonly #envelope: Envelope
  readonly #client: StampedClient
  readonly #found: string
  readonly #mailboxes: readonly string[] | undefined
  readonly #options: KeepOptions

  constructor(
    { id, envelope, deviations, session, trace = '', mailboxes }: IncomingMessage,
    content: Content,
    tags: readonly string[],
    options: KeepOptions,
  ) {
    this.id = id
    this.sessionId = session.id
    this.deviations = deviations
    this.receivedAt = options.clock.date()
    this.content = content
    this.tags = tags
    this.#envelope = envelope
    this.#found = trace
    this.#mailboxes = mailboxes
    this.#options = options
    // Not the session itself: it goes on, may say EHLO again, and has a long record that must not be held on to.
    const { clientAddress, helo, isExtended, isEncrypted, user } = session
    this.user = user
    this.#client = { clientAddress, helo, isExtended, isEncrypted, user }
  }

  get from() {
    return writeAddress(this.#envelope.reversePath)
  }

  get to() {
    return this.#envelope.recipients.map(({ forwardPath }) => writeAddress(forwardPath))
  }

  get params() {
    const { params, recipients } = this.#envelope
    return { mail: params.map(writeParam), rcpt: recipients.map((recipient) => recipient.params.map(writeParam)) }
  }

  get mailboxes() {
    if (this.#mailboxes) return this.#mailboxes
    const { recipients } = this.#envelope
    const mailboxes = recipients.flatMap(({ forwardPath }) => this.#options.mailboxes(forwardPath))
    return mailboxes.length > 1 ? [...new Set(mailboxes)] : mailboxes
  }

  get trace() {
    const { id, receivedAt } = this
    const stamp = { id, date: receivedAt, envelope: this.#envelope, client: this.#client }
    const received = stampReceived(stamp, this.#options)
    return writeReturnPath(this.#envelope.reversePath) + this.#found + received
  }
}
