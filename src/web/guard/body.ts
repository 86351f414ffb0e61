import type { MiddlewareHandler } from 'hono'
import { Problem } from '../problem.ts'
import type { Site } from '../site.ts'

/** Octets of a request's body, but for those that bring a message. */
const BODY = 1024 * 1024
/** Octets of a message that is handed over so, where the server itself sets no bound. */
const MESSAGE = 256 * 1024 * 1024

/** How long a body is must be said before it comes, and what brings a message may be as large as one, in base64. */
export function limitingBodies({ host, base }: Site): MiddlewareHandler {
  const message = Math.min(host.server.config.limits.size, MESSAGE) * 1.5 + BODY
  return async ({ req }, next) => {
    if (req.header('transfer-encoding') !== undefined)
      throw new Problem(411, 'Say how long the body is, with Content-Length.')
    const most = Math.floor(req.path === `${base}api/v1/send` ? message : BODY)
    if (Number(req.header('content-length') ?? 0) > most)
      throw new Problem(413, `The body of this request may have ${most} octets at most.`)
    await next()
  }
}
