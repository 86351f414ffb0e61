import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'

/** A request that cannot be granted: a status and a sentence for whoever made it. RFC 9457 §3 */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly status: number
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, detail: string, headers: Readonly<Record<string, string>> = {}) {
    super(detail)
    this.status = status
    this.headers = headers
  }
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  411: 'Length Required',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  421: 'Misdirected Request',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

export function problemResponse(_context: Context | null, { status, message, headers }: Problem): Response {
  const body = { type: 'about:blank', title: titles[status] ?? 'Error', status, detail: message }
  return new Response(`${JSON.stringify(body)}\n`, {
    status,
    headers: { ...headers, 'content-type': 'application/problem+json' },
  })
}

/**
 * What is told of an error. What nobody has foreseen is told to the operator alone, under an id that the other is given:
 * its text may hold paths, addresses, or words of somebody else's mail.
 */
export function asProblem(error: unknown, onTrouble: (sentence: string) => void): Problem {
  if (error instanceof Problem) return error
  if (error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status < 500)
    return new Problem(error.status, `${error.message}.`)
  const id = randomBytes(4).toString('hex')
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
  onTrouble(`error ${id} while a request was answered: ${detail}`)
  return new Problem(500, `Something went wrong here. The operator finds it in the log as error ${id}.`)
}

/** What there is not. */
export function notFound(what: string): Problem {
  return new Problem(404, `There is no ${what}.`)
}
