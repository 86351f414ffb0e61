import { createReply, type Reply } from '../../protocol/reply.ts'
import { presentName, toAsciiName } from '../../wire/resolver/name.ts'

/** Why somebody is turned away, and what would help: a line each. */
export interface Refusal {
  readonly code: number
  readonly enhanced: string
  readonly why: string
  readonly remedy: string
  /** Nothing is known against them; it could not be found out. */
  readonly isDoubt: boolean
}

export function refusal(code: number, enhanced: string, why: string, remedy: string): Refusal {
  return { code, enhanced, why, remedy, isDoubt: false }
}

/** It cannot be told whether a demand is kept. RFC 3463 §3.5: X.4.3, directory server failure */
export function unsure(what: string, trouble: string | null): Refusal {
  const why = `Could not find out ${what}${trouble === null ? '' : `: ${shown(trouble)}`}`
  return { ...refusal(451, '4.4.3', why, 'Nothing is held against you: try again later'), isDoubt: true }
}

export function writeRefusal({ code, enhanced, why, remedy }: Refusal): Reply {
  return createReply(code, enhanced, why, remedy)
}

/** At the connection there are 554 and 421, and no enhanced codes. RFC 5321 §3.1, RFC 2034 §4 */
export function writeGreetingRefusal({ code, why, remedy }: Refusal): Reply {
  return createReply(code >= 500 ? 554 : 421, null, why, remedy)
}

/** A name in another script as the DNS is asked for it: a reply is ASCII. */
export function shownName(name: string): string {
  return shown(/[^\0-\x7f]/.test(name) ? (toAsciiName(name) ?? name) : name)
}

/** What others say may be long, and hold anything. */
export function shown(text: string): string {
  const words = text.split(' ').map(presentName).join(' ')
  return words.length > 200 ? `${words.slice(0, 197)}...` : words
}
