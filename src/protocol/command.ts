import type { ForwardPath, ReversePath } from './path.ts'
import type { Param } from './params.ts'

/** One client command as understood. Verbs are upper case whatever the client typed. */
export type Command =
  | { readonly verb: 'EHLO' | 'HELO' | 'LHLO'; readonly domain: string }
  | { readonly verb: 'MAIL'; readonly reversePath: ReversePath; readonly params: readonly Param[] }
  | { readonly verb: 'RCPT'; readonly forwardPath: ForwardPath; readonly params: readonly Param[] }
  | { readonly verb: 'DATA' | 'RSET' | 'QUIT' | 'STARTTLS' }
  | { readonly verb: 'BDAT'; readonly size: number; readonly last: boolean }
  | { readonly verb: 'VRFY' | 'EXPN' | 'ETRN'; readonly argument: string }
  | { readonly verb: 'HELP' | 'NOOP'; readonly argument: string | null }
  /** `initial` is the initial response, still in base64; "=" stands for an empty one (RFC 4954 §4). */
  | { readonly verb: 'AUTH'; readonly mechanism: string; readonly initial: string | null }
  | { readonly verb: 'XCLIENT'; readonly attributes: readonly (readonly [name: string, value: string])[] }
  | { readonly verb: 'unknown'; readonly line: Uint8Array }

/** The verbs that are understood, upper case, and 'unknown' (RFC 5321 §4.1.1). */
export type Verb = Command['verb']
export type KnownVerb = Exclude<Verb, 'unknown'>

/** A command of one verb: `CommandOf<'MAIL'>` has `reversePath` and `params`. */
export type CommandOf<V extends Verb> = Extract<Command, { readonly verb: V }>

/** How each verb is written, for help texts, 501 replies and completion. */
export const synopsis: Readonly<Record<KnownVerb, string>> = {
  EHLO: 'EHLO your.host.name',
  HELO: 'HELO your.host.name',
  LHLO: 'LHLO your.host.name',
  MAIL: 'MAIL FROM:<sender@domain>',
  RCPT: 'RCPT TO:<recipient@domain>',
  DATA: 'DATA',
  BDAT: 'BDAT size [LAST]',
  RSET: 'RSET',
  NOOP: 'NOOP',
  VRFY: 'VRFY name',
  EXPN: 'EXPN list',
  HELP: 'HELP [verb]',
  QUIT: 'QUIT',
  STARTTLS: 'STARTTLS',
  AUTH: 'AUTH mechanism [initial-response]',
  XCLIENT: 'XCLIENT name=value',
  ETRN: 'ETRN domain',
}

export const knownVerbs = Object.keys(synopsis) as readonly KnownVerb[]

export function isKnownVerb(text: string): text is KnownVerb {
  return Object.hasOwn(synopsis, text)
}
