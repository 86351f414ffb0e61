import type { ListenAddress } from '../../../wire/listen.ts'
import { formatHostPort } from '../../../wire/target.ts'
import { isLoopback } from './web.ts'

/**
 * What it means that the server listens where others reach it; null where they do not. A scanner cannot log in, so no
 * login is demanded: what they can do is said.
 */
export function describeExposure(
  addresses: readonly ListenAddress[],
  { authRequired, isSendingOn }: { readonly authRequired: boolean; readonly isSendingOn: boolean },
): string | null {
  const wide = addresses.filter(({ host }) => !isLoopback(host))
  if (wide.length === 0) return null
  const places = wide.map(({ host, port }) => formatHostPort(host, port)).join(', ')
  const who = authRequired
    ? 'who can log in'
    : 'everybody who reaches it, without a login (--auth-required asks for one),'
  const onward = isSendingOn ? 'what is sent on is said below' : 'nothing is sent on'
  return `${places} can be reached from other machines: ${who} can leave mail here; ${onward}`
}
