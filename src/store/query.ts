/** Messages are sought by what must hold of them: all terms. */
export interface Query {
  readonly terms: readonly Term[]
}

/** One thing that must hold of a message, or must not. Text is compared without regard to case. */
export type Term = {
  /** What is said must not hold. */
  readonly isNot: boolean
} & (
  | {
      /** Whole words one behind the other, the last may be the beginning of one. "text": anywhere. "addressed": from, to, cc, bcc. "mailbox": delivered to. "login": who had logged in. */
      readonly field:
        | 'text'
        | 'from'
        | 'to'
        | 'cc'
        | 'bcc'
        | 'reply-to'
        | 'addressed'
        | 'subject'
        | 'message-id'
        | 'tag'
        | 'mailbox'
        | 'login'
        | 'session'
      readonly value: string
    }
  | { readonly field: 'is'; readonly value: 'read' | 'unread' | 'tagged' }
  | { readonly field: 'has'; readonly value: 'attachment' | 'inline' | 'html' | 'unsubscribe' }
  | { readonly field: 'before' | 'after'; readonly value: Date }
  /** Octets. */
  | { readonly field: 'larger' | 'smaller'; readonly value: number }
)

/** All messages. */
export const everything: Query = { terms: [] }
