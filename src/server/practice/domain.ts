/** The practice domain: a small mail host that everybody may play with. RFC 6761 §6.2 keeps `.test` for that. */
export interface PracticeDomain {
  readonly name: string
  /** Local parts with a mailbox, lower case. */
  readonly mailboxes: readonly string[]
  /** Lists and who is on them. */
  readonly lists: Readonly<Record<string, readonly string[]>>
}

/** The domain of the practice server: `example.test`, which no DNS knows (RFC 6761 §6.2). */
export const exampleDomain: PracticeDomain = {
  name: 'example.test',
  mailboxes: ['alice', 'bob', 'postmaster'],
  lists: { staff: ['alice', 'bob'] },
}

/** Who receives mail for a local part: one mailbox, the members of a list, or nobody. RFC 5321 §3.9 */
export function expand(domain: PracticeDomain, localPart: string): readonly string[] {
  const name = localPart.toLowerCase()
  if (domain.mailboxes.includes(name)) return [name]
  return Object.hasOwn(domain.lists, name) ? domain.lists[name]! : []
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
