/** What the API gives, as far as the page uses it (docs/api.md). Times are ISO 8601, sizes octets. */
import type { SessionSummary } from '../../store/session-record.ts'

export type { FeatureSupport, HtmlSupport, Shares as SupportShares } from '../../explain/html/support.ts'

export interface MessageRow {
  readonly id: string
  readonly seq: number
  readonly receivedAt: string
  /** Of the envelope; '' for the null reverse-path. */
  readonly from: string
  readonly to: readonly string[]
  readonly mailboxes: readonly string[]
  readonly user: string | null
  readonly size: number
  readonly isRead: boolean
  readonly tags: readonly string[]
  readonly sessionId: string
  readonly subject: string
  readonly author: Mailbox | null
  readonly headerTo: readonly (Mailbox | string)[]
  readonly snippet: string
  readonly attachments: number
  readonly hasHtml: boolean
  readonly deviations: number
}

export interface Mailbox {
  readonly name: string
  readonly address: string
}

export interface MessageList {
  readonly messages: readonly MessageRow[]
  readonly total: number
  readonly isMore: boolean
  readonly counts: Counts
}

export interface Counts {
  readonly messages: number
  readonly unread: number
  readonly octets: number
}

export interface MessageDetail extends Omit<MessageRow, 'attachments'> {
  readonly envelope: {
    readonly from: string
    readonly params: readonly string[]
    readonly recipients: readonly {
      readonly address: string
      readonly params: readonly string[]
      readonly reply: string | null
    }[]
    readonly refused: readonly { readonly address: string; readonly reply: string }[]
  }
  readonly headers: readonly HeaderField[]
  readonly text: string | null
  readonly parts: Part
  readonly attachments: readonly Attachment[]
  readonly hops: readonly Hop[]
  readonly authenticationResults: readonly AuthenticationResults[]
  readonly checks: readonly MessageCheck[]
  readonly codes: readonly string[]
  readonly links: readonly string[]
  readonly listUnsubscribe: unknown
  readonly trace: string
  readonly date: string | null
  readonly messageId: string | null
}

export interface HeaderField {
  readonly name: string
  readonly value: string
  readonly raw: string
}

export interface Part {
  /** "1.2"; '' for the whole. */
  readonly part: string
  readonly type: string
  readonly size: number
  readonly filename?: string | null
  readonly charset?: string | null
  readonly encoding?: string | null
  readonly disposition?: string | null
  readonly children?: readonly Part[]
}

export interface Attachment {
  readonly part: string
  readonly filename: string | null
  readonly type: string
  readonly size: number
  readonly sha256: string
  readonly isInline: boolean
  readonly contentId: string | null
}

export interface Hop {
  readonly from: string | null
  readonly by: string | null
  readonly with: string | null
  readonly id?: string | null
  readonly for?: string | null
  readonly date: string | null
  /** Milliseconds since the hop before it. */
  readonly delay: number | null
}

export interface AuthenticationResults {
  readonly authservId: string
  readonly results: readonly {
    readonly method: string
    readonly result: string
    readonly reason?: string | null
    readonly properties?: readonly { readonly name: string; readonly value: string }[]
  }[]
}

export interface MessageCheck {
  readonly id: string
  readonly verdict: 'fail' | 'info'
  readonly title: string
  readonly detail: string
  readonly ref: string | null
}

export interface SessionRow extends SessionSummary {
  readonly isLive: boolean
}

export interface SessionDetail extends SessionRow {
  /** What went wrong, in one sentence. */
  readonly wrong: string | null
  readonly lines: readonly Line[]
}

export interface Line {
  /** Its place in the conversation. */
  readonly number: number
  /** Milliseconds since the beginning. */
  readonly at: number
  readonly kind: 'client' | 'server' | 'note' | 'tls' | 'fault' | 'closed' | 'elided'
  readonly text: string
  readonly secret?: boolean
  readonly code?: number | null
  readonly enhanced?: string | null
  readonly explanation?: Explanation | null
  readonly deviations?: readonly { readonly code: string; readonly ref: string; readonly text: string }[]
  readonly event: number
  readonly bytes?: string
}

export interface Explanation {
  readonly title: string
  readonly meaning: string
  readonly cause?: string
  readonly fault: string
  readonly action: string
  readonly references: readonly string[]
}

export interface MailboxCount {
  readonly name: string
  readonly messages: number
  readonly unread: number
}

export interface OutgoingMessage {
  readonly id: string
  readonly reason: string
  readonly messageId: string | null
  readonly reversePath: string
  readonly recipients: readonly {
    readonly address: string
    readonly state: 'waiting' | 'delivered' | 'failed' | 'given-up'
    readonly answer: string | null
  }[]
  readonly created: string
  readonly next: string | null
  readonly attempts: readonly {
    readonly at: string
    readonly host: string | null
    readonly outcome: string
    readonly detail: string
  }[]
}

export interface About {
  readonly version: string
  readonly hostname: string
  readonly addresses: readonly ListenAddress[]
  readonly auth: {
    readonly isOffered: boolean
    readonly isRequired: boolean
    readonly mechanisms: readonly string[]
  } | null
  readonly protocol: 'smtp' | 'lmtp'
  /** Null: it takes everything for everybody. */
  readonly practice: { readonly domains: readonly string[]; readonly recipient: string } | null
  /** It refuses what is usually understood though the RFC forbids it. */
  readonly isStrict: boolean
  /** Of clients that have not logged in. */
  readonly demands: readonly { readonly name: string; readonly asks: string }[]
  /** Null: no limit. */
  readonly limits: Readonly<Record<string, number | null>>
  readonly store: { readonly kind: string }
  readonly talkHosts: readonly string[]
  readonly release: { readonly to: readonly string[]; readonly ways: readonly string[] } | null
}

export interface ListenAddress {
  readonly host: string
  readonly port: number
  readonly tls: 'none' | 'starttls' | 'implicit'
}
