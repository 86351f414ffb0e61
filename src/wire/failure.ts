/** A socket, a name or a handshake that did not come about. Carries what a transcript records of it. */
export class WireError extends Error {
  override readonly name = 'WireError'
  readonly phase: 'resolve' | 'connect' | 'tls' | 'conversation'
  /** The system's or OpenSSL's code, as "ECONNREFUSED"; "ETIMEDOUT" for our own time-outs as well. */
  readonly code: string

  constructor(phase: WireError['phase'], cause: unknown) {
    const { code, message } = describe(cause)
    super(message, { cause })
    this.phase = phase
    this.code = code
  }
}

function describe(cause: unknown): { code: string; message: string } {
  if (!(cause instanceof Error)) return { code: '', message: String(cause) }
  const { code, reason } = cause as NodeJS.ErrnoException & { readonly reason?: unknown }
  // OpenSSL's message is a line of its log; what went wrong is one field of it.
  const message = typeof reason === 'string' ? reason : cause.message
  return { code: typeof code === 'string' ? code : '', message }
}

export function timedOut(what: string, ms: number): NodeJS.ErrnoException {
  return Object.assign(new Error(`${what} took longer than ${ms / 1000} s`), { code: 'ETIMEDOUT' })
}
