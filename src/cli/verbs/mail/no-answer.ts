/** What there is at an address where no page and no API is. */
export interface NoAnswer {
  readonly reason: string
  /** Whether something answers, in another language than was expected. */
  readonly isStranger: boolean
}

/** fetch says "fetch failed", and why beneath, in the words of its own parts. */
export function readNoAnswer(error: unknown): NoAnswer {
  const { cause, message } = error as Error
  const { code = '', message: deeper = message } = (cause ?? {}) as NodeJS.ErrnoException
  const known = causes.find(([pattern]) => pattern.test(`${code} ${deeper}`))
  if (!known) return { reason: deeper.replace(/\s+/g, ' ').trim(), isStranger: false }
  const [, reason, isStranger = false] = known
  return { reason, isStranger }
}

const causes: readonly (readonly [pattern: RegExp, reason: string, isStranger?: true])[] = [
  [/ECONNREFUSED/, 'connection refused'],
  [/ENOTFOUND|EAI_AGAIN/, 'there is no such host'],
  [/EHOSTUNREACH|ENETUNREACH/, 'no way leads there'],
  [/TIMEOUT|ETIMEDOUT/, 'it says nothing'],
  [/wrong version number|EPROTO|packet length/, 'it speaks no TLS, so perhaps http:// is right', true],
  [/HPE_|does not match the HTTP/, 'it speaks no HTTP', true],
  [/ECONNRESET|UND_ERR_SOCKET|other side closed/, 'it hung up'],
  // What browsers and fetch do not go to, lest a page make them speak to another service.
  [/bad port/, 'this port is kept for something else than the web'],
]
