/** The practice domain: a small mail host that everybody may play with. RFC 6761 §6.2 keeps `.test` for that. */
export interface PracticeDomain {
  /** Lower case. */
  readonly name: string
  /** Local parts with a mailbox, lower case. There is always a postmaster: RFC 5321 §4.5.1 */
  readonly mailboxes: readonly string[]
  /** Lists and who is on them: local parts here, or full addresses anywhere. */
  readonly lists: Readonly<Record<string, readonly string[] | PracticeList>>
  /** Other names of mailboxes and lists, and of addresses elsewhere. RFC 5321 §3.9.1 */
  readonly aliases?: Readonly<Record<string, readonly string[]>>
  /** How much lies in a mailbox at most, by its local part. */
  readonly quotas?: Readonly<Record<string, Quota>>
  /** Who gets mail for everybody that there is not. */
  readonly catchAll?: string
  /** What begins a tag: `alice+shop@` is `alice@`. Default "+"; null: nothing does. */
  readonly tagSeparator?: string | null
}

/** A list, and who may write to it. RFC 5321 §3.9.2 */
export interface PracticeList {
  readonly members: readonly string[]
  /** Default 'anybody'. */
  readonly from?: 'anybody' | 'members' | 'logged-in'
  /** Who is told where a member cannot be reached. Default: the postmaster. */
  readonly owner?: string
}

/** How full a mailbox may be. */
export interface Quota {
  readonly octets?: number
  readonly messages?: number
  /** What is said of a full one: 452, so that it is tried again, which is the default, or 552. */
  readonly reply?: 452 | 552
}

/** The domain of the practice server: `example.test`, which no DNS knows (RFC 6761 §6.2). */
export const exampleDomain: PracticeDomain = {
  name: 'example.test',
  mailboxes: ['alice', 'bob', 'postmaster'],
  lists: { staff: ['alice', 'bob'] },
}

/**
 * Addresses that make trouble on purpose, so that a program can be seen to cope: by local part.
 * Any other reply code from 400 to 599 may stand there too, as `452@` or `552@`.
 */
export const troubles = {
  '421': 'says 421 and hangs up',
  '450': 'greylisted: 450 the first time, accepted when tried again',
  '550': 'refused with 550; any other code from 400 to 599 works likewise',
  slow: 'accepted, but each reply about it takes some seconds',
  drop: 'hangs up instead of answering RCPT',
  'drop-after-data': 'accepted, but hangs up instead of answering the end of data',
  bounce: 'accepted, and then a non-delivery report goes to the sender',
} as const

export type Trouble = Exclude<keyof typeof troubles, '421' | '450' | '550'> | number

/** The trouble that a local part asks for, or null. */
export function troubleOf(localPart: string): Trouble | null {
  const name = localPart.toLowerCase()
  if (/^[45]\d\d$/.test(name)) return Number(name)
  return name === 'slow' || name === 'drop' || name === 'drop-after-data' || name === 'bounce' ? name : null
}
