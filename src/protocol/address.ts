import { parseCommand } from './parse-command.ts'
import { writeAddress, type MailboxPath } from './path.ts'

/**
 * An address that can stand between the brackets of a command as it is; null of anything else: nothing in it may end
 * the path, or the line.
 */
// RFC 5321 §4.1.2
export function readAddressPath(text: string): MailboxPath | null {
  if (/[\0-\x1f\x7f]/.test(text)) return null
  const parsed = parseCommand(`RCPT TO:<${text}>`)
  if (!parsed.ok || parsed.deviations.length > 0 || parsed.value.verb !== 'RCPT') return null
  const { forwardPath, params } = parsed.value
  return params.length > 0 || writeAddress(forwardPath) !== text ? null : forwardPath
}
