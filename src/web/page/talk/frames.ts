/** What goes over the socket of a conversation held by hand: from the page, */
export type PageFrame =
  /** The first one. Null: with this very server. */
  | { readonly type: 'open'; readonly host: string | null; readonly port?: number }
  | { readonly type: 'line' | 'local'; readonly text: string }
  | { readonly type: 'complete'; readonly text: string; readonly id: number }
  /** Null: nobody wants to answer. */
  | { readonly type: 'answer'; readonly id: number; readonly text: string | null }
  | { readonly type: 'close' }

/** and from the server. */
export type TalkFrame =
  | { readonly type: 'opened' | 'over' }
  | { readonly type: 'lines'; readonly lines: readonly TalkLine[] }
  | { readonly type: 'ask'; readonly id: number; readonly question: string; readonly hidden: boolean }
  | { readonly type: 'paste'; readonly id: number }
  | { readonly type: 'completed'; readonly id: number; readonly candidates: readonly string[]; readonly word: string }
  | { readonly type: 'prompt'; readonly isInData: boolean; readonly isSecret: boolean }
  | { readonly type: 'failed'; readonly message: string }

export interface TalkLine {
  readonly kind: 'client' | 'server' | 'event' | 'comment' | 'answer' | 'warning' | 'trouble'
  readonly text: string
}
