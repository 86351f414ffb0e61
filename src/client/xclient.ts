import { isPositive, type Reply } from '../protocol/reply.ts'
import { writeXtext } from '../protocol/xtext.ts'
import { rejected, SmtpError } from './error.ts'
import type { Need } from './need.ts'
import type { ClientSession } from './session.ts'

/**
 * One XCLIENT command: whom to take us for. Postfix invented it, in no RFC: values are in xtext, and after it the
 * session begins anew.
 */
export type XclientCommand =
  /** Names as ADDR, NAME, HELO, upper case; values in clear. */
  | { readonly attributes: readonly (readonly [name: string, value: string])[] }
  /** The rest of the line, sent as it is, whether the server knows of it or not. */
  | { readonly text: string }

export interface XclientRequest {
  readonly commands: readonly XclientCommand[]
  /** Default 'required'. */
  readonly need?: Need
  /** Send also attributes that the server has not named in its EHLO reply. */
  readonly isUnverified?: boolean
}

/**
 * Ask the server to take us for somebody else.
 * @returns its replies; none where nothing was asked because the server does not offer it
 * @throws SmtpError of kind 'unsupported' or 'rejected', as far as `need` says
 */
export async function xclient(session: ClientSession, request: XclientRequest): Promise<Reply[]> {
  const { commands, need = 'required' } = request
  const lack = findLack(session, request)
  if (lack !== null) {
    if (need === 'required') throw new SmtpError(lack, { kind: 'unsupported', phase: 'xclient' })
    return []
  }
  const replies: Reply[] = []
  for (const line of commands.map(writeXclient)) {
    const reply = await session.command(line, 'xclient')
    replies.push(reply)
    if (isPositive(reply)) continue
    if (need !== 'optional') throw rejected('xclient', line, reply)
    break
  }
  return replies
}

export function writeXclient(command: XclientCommand): string {
  if ('text' in command) return `XCLIENT ${command.text}`
  return `XCLIENT ${command.attributes.map(([name, value]) => `${name}=${writeXtext(value)}`).join(' ')}`
}

/** What the server would have to offer; null where nothing is missing. */
function findLack({ capabilities }: ClientSession, { commands, isUnverified = false }: XclientRequest): string | null {
  const offered = capabilities.get('XCLIENT')
  if (!offered) return 'the server does not offer XCLIENT to us'
  const known = offered.params.map((name) => name.toUpperCase())
  const names = commands.flatMap((command) => ('text' in command ? [] : command.attributes.map(([name]) => name)))
  const missing = isUnverified ? [] : names.filter((name) => !known.includes(name))
  return missing.length === 0 ? null : `the server's XCLIENT does not know ${missing.join(' and ')}`
}
