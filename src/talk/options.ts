import type { AuthRequest } from '../client/auth.ts'
import type { Commentator } from './comment.ts'

export interface TalkOptions {
  /** Says in a line what each reply means. Default: nobody does. */
  readonly comments?: Commentator | null
  /** Say what may come next. Default true. */
  readonly hints?: boolean
  /** For EHLO without a name. Default: the best name of this machine. */
  readonly helloName?: string
  /** What a line is ended with. Default "crlf". */
  readonly lineEnd?: 'crlf' | 'lf'
  /** Do not wait for replies, except where the next line depends on one. */
  readonly pipelining?: boolean
  /** Double the dot at the beginning of a line of mail data. */
  readonly stuff?: boolean
  /** What is known to log in with: nobody is asked for it. Null: everything is asked. Default null. */
  readonly login?: AuthRequest | null
  /** Leave credentials in what is saved. What is shown never has them. Default false. */
  readonly keepSecrets?: boolean
}
