import { isIP } from 'node:net'
import { Problem } from '../problem.ts'

/**
 * Whether a request is for a name of ours. A page on the Internet can make its own name lead to 127.0.0.1 (DNS
 * rebinding), and then reads what the server answers; but the Host header tells. An address cannot be made to lead
 * anywhere else.
 * @param names besides localhost
 */
export function isOurs(host: string | null, names: readonly string[]): boolean {
  const name = nameIn(host)
  if (name === null) return false
  if (isIP(name) !== 0 || name === 'localhost' || name.endsWith('.localhost')) return true
  return names.some((each) => each.toLowerCase() === name)
}

/** @throws Problem */
export function checkHost(host: string | null, names: readonly string[]): void {
  if (isOurs(host, names)) return
  const name = nameIn(host) ?? ''
  throw new Problem(
    421,
    `This server does not answer to the name "${name.slice(0, 100)}": start it with --http-host ${name === '' ? 'NAME' : name.slice(0, 100)}, if it is its name.`,
  )
}

/** "[::1]:8025" → "::1" */
function nameIn(host: string | null): string | null {
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?$/i.exec(host ?? '')
  return (match?.[1] ?? match?.[2])?.toLowerCase().replace(/\.$/, '') ?? null
}
