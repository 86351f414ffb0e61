import type { Capabilities } from '../protocol/capabilities.ts'
import { isKnownVerb, synopsis, type KnownVerb } from '../protocol/command.ts'
import { nextOccasions, type State } from '../protocol/transitions.ts'

/** What decides about what may come next. */
export interface Standing {
  readonly state: State
  readonly capabilities: Capabilities
  readonly protocol: 'smtp' | 'lmtp'
  readonly isEncrypted: boolean
  readonly isAuthenticated: boolean
}

/** Verbs that are of use in every state; RFC 5321 §4.1.4 allows them everywhere. */
const everywhere: readonly KnownVerb[] = ['NOOP', 'VRFY', 'HELP']

/** Verbs that make sense now: the table of transitions has a row for them, and the server has what they need. */
export function sensibleVerbs(standing: Standing): KnownVerb[] {
  const verbs = nextOccasions(standing.state)
    .filter(isKnownVerb)
    .filter((verb) => isOpen(verb, standing))
  return verbs.length === 0 || standing.state === 'refused' ? verbs : [...verbs, ...everywhere]
}

function isOpen(verb: KnownVerb, { capabilities, protocol, isEncrypted, isAuthenticated }: Standing): boolean {
  switch (verb) {
    case 'LHLO':
      return protocol === 'lmtp'
    case 'EHLO':
    case 'HELO':
      return protocol === 'smtp'
    case 'STARTTLS':
      return !isEncrypted && capabilities.has('STARTTLS')
    case 'AUTH':
      return !isAuthenticated && capabilities.mechanisms.length > 0
    case 'BDAT':
      return capabilities.has('CHUNKING')
    case 'XCLIENT':
      return capabilities.has('XCLIENT')
    default:
      return true
  }
}

/** The usual way through a mail, in order. */
const path: readonly KnownVerb[] = ['EHLO', 'LHLO', 'STARTTLS', 'AUTH', 'MAIL', 'RCPT', 'DATA', 'RSET', 'QUIT']

/** One line that says what may come next; null where there is nothing to choose. */
export function nextHint(standing: Standing): string | null {
  const { state } = standing
  if (state === 'data') return 'mail data: header fields, an empty line, the text; a dot on a line by itself ends it'
  if (state === 'auth') return 'next: a response in base64, or * to give up'
  const isInTransaction = state === 'sender' || state === 'recipient' || state === 'chunking'
  const verbs = sensibleVerbs(standing).filter((verb) => {
    if (verb === 'EHLO' || verb === 'LHLO') return state === 'greeted'
    return verb === 'RSET' ? isInTransaction : verb !== 'QUIT' || !isInTransaction
  })
  const forms = path.filter((verb) => verbs.includes(verb)).map((verb) => form(verb, standing))
  if (state === 'chunking') forms.unshift(synopsis.BDAT)
  return forms.length === 0 ? null : `next: ${inWords(forms)}`
}

function form(verb: KnownVerb, { capabilities }: Standing): string {
  return verb === 'AUTH' ? `AUTH ${capabilities.mechanisms.join('|')}` : synopsis[verb]
}

function inWords(forms: readonly string[]): string {
  return forms.length < 2 ? forms.join('') : `${forms.slice(0, -1).join(', ')} or ${forms.at(-1)}`
}

/** Where a conversation stands, for people. */
export const stateInWords: Readonly<Record<State, string>> = {
  connected: 'connected; the server has not greeted yet',
  refused: 'the server does not want to talk: only QUIT is left',
  greeted: 'greeted; EHLO is due',
  ready: 'ready for a message',
  sender: 'a message is begun: the sender is named, the recipients are due',
  recipient: 'a message is begun: the envelope is there, DATA may follow',
  data: 'inside mail data: a dot on a line by itself ends it',
  chunking: 'a message is begun and partly handed over with BDAT',
  auth: 'in the middle of logging in',
  tls: 'between STARTTLS and the handshake',
  closing: 'the server is closing',
}
