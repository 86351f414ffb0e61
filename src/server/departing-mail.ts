/** Mail that is to leave this host, or comes from it: told to whoever sends mail on. */
export interface DepartingMail {
  readonly reason: 'forward' | 'report' | 'submission'
  /** Of the message that it was made of; null where it is none. */
  readonly messageId: string | null
  /** '' for the null reverse-path. */
  readonly reversePath: string
  /** Parameters of MAIL, as "RET=HDRS". */
  readonly params: readonly string[]
  readonly recipients: readonly DepartingRecipient[]
  /** As it is to be sent, with our Received on top. RFC 5321 §4.4 */
  readonly content: Uint8Array
}

export interface DepartingRecipient {
  readonly address: string
  /** Parameters of RCPT, as "NOTIFY=FAILURE". */
  readonly params: readonly string[]
}

/** Takes over mail that is to leave. When the promise resolves it is as safe as what was taken in. */
export type Departure = (mail: DepartingMail) => Promise<void>
