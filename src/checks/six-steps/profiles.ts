import { usualMechanisms, type Mechanism } from '../../client/mechanisms.ts'

/** How a kind of sender goes about it. What stands here is done; there is no other place that knows the kinds. */
export interface Profile {
  /** With its article: "a mail host". */
  readonly title: string
  /** What it does and why, in one line. */
  readonly why: string
  /** Where it sends, unless told otherwise. */
  readonly port: 25 | 587
  /** The command that it introduces itself with; HELO turns into EHLO where it logs in, which HELO does not know. */
  readonly hello: 'EHLO' | 'HELO'
  /** Its name: the best that the machine has, or the first word of the host name alone. */
  readonly name: 'full' | 'bare'
  /** How it logs in, the best way first; empty: never. */
  readonly mechanisms: readonly Mechanism[]
  /** Whether it would not do without a login. */
  readonly needsLogin: boolean
  /** Whether it says a password only where nobody can read it. RFC 8314 §5 */
  readonly isCareful: boolean
  /** When it begins TLS where STARTTLS is offered: always, or where there is no login without. */
  readonly startTls: 'auto' | 'for login'
  /** Whether it says the size of the message with MAIL, and 8BITMIME, where the server knows what that is. */
  readonly announces: boolean
  readonly messages: number
  readonly content: 'plain' | 'mail program' | 'bare' | 'scan' | 'list post'
  /** Whether it makes sure that a report of a failure finds its way back. */
  readonly testsWayBack: boolean
}

const usual = {
  port: 25,
  hello: 'EHLO',
  name: 'full',
  mechanisms: [],
  needsLogin: false,
  isCareful: true,
  startTls: 'auto',
  announces: true,
  messages: 1,
  content: 'plain',
  testsWayBack: false,
} as const satisfies Partial<Profile>

export const profiles = {
  mta: {
    ...usual,
    title: 'a mail host',
    why: 'It says its full name and how big the message is, takes STARTTLS where it is offered, and logs in nowhere.',
  },
  submission: {
    ...usual,
    title: 'a mail program',
    why: 'It uses port 587 and logs in, behind STARTTLS where that is offered: so people hand in their mail.',
    port: 587,
    mechanisms: usualMechanisms,
    needsLogin: true,
    content: 'mail program',
  },
  scanner: {
    ...usual,
    title: 'a scanner',
    why: 'A name without a domain, HELO (EHLO only for AUTH LOGIN), a PDF of 2 MB; TLS only where there is no login without.',
    hello: 'HELO',
    name: 'bare',
    mechanisms: ['LOGIN'],
    isCareful: false,
    startTls: 'for login',
    announces: false,
    content: 'scan',
  },
  app: {
    ...usual,
    title: 'a program that notifies',
    why: 'It sends three messages over one connection, with the least of a header and no Message-ID.',
    mechanisms: ['PLAIN', 'LOGIN'],
    announces: false,
    messages: 3,
    content: 'bare',
  },
  list: {
    ...usual,
    title: 'a mailing list',
    why: 'One message to many, with List- fields, from an address for bounces, which must come back to it from <>.',
    content: 'list post',
    testsWayBack: true,
  },
} as const satisfies Readonly<Record<string, Profile>>

export type ProfileName = keyof typeof profiles

export const profileNames = Object.keys(profiles) as readonly ProfileName[]
