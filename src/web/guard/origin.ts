import { Problem } from '../problem.ts'

/** What is looked at of a request. */
export type HeaderOf = (name: string) => string | null

/**
 * A page from elsewhere may make the browser send requests here, and open WebSockets; browsers say so in these
 * headers, and no page can forge them. Programs that are no browsers do not send them.
 * @throws Problem
 */
export function checkOrigin(header: HeaderOf): void {
  const site = header('sec-fetch-site')
  const isStranger = site !== null && site !== 'same-origin' && site !== 'none'
  if (isStranger || !isSameOrigin(header('origin'), header('host')))
    throw new Problem(403, 'This request comes from a page of another site, and those may not ask for it.')
}

function isSameOrigin(origin: string | null, host: string | null): boolean {
  if (origin === null) return true
  return /^https?:\/\/(.*)$/i.exec(origin)?.[1]?.toLowerCase() === host?.toLowerCase()
}

/**
 * What a form on a page from elsewhere can send is never taken: it cannot say that it is JSON.
 * @throws Problem
 */
export function checkContentType(header: HeaderOf): void {
  const length = header('content-length')
  const hasBody = header('transfer-encoding') !== null || (length !== null && length !== '0')
  const type = header('content-type')?.split(';')[0]!.trim().toLowerCase() ?? null
  if (!hasBody || type === 'application/json' || type === 'message/rfc822') return
  throw new Problem(415, 'The body of a request must be JSON, and say so: "Content-Type: application/json".')
}
