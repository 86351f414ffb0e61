/** A server as people name it: `host`, `host:port`, `[2001:db8::1]:25`, `smtp://…`, `smtps://…`, `lmtp://…`. */
export interface Target {
  readonly host: string
  /** Null where it was not said. */
  readonly port: number | null
  readonly scheme: 'smtp' | 'smtps' | 'lmtp' | null
}

export const defaultPorts = { smtp: 25, smtps: 465, lmtp: 24, submission: 587 } as const

/** @throws RangeError that says what is wrong and shows a form that is right */
export function parseTarget(text: string): Target {
  const match =
    /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:[^@/]*@)?(\[[^\]]*\]|[^:/?#[\]]*|[^/?#[\]]*:[^/?#[\]]*:[^/?#[\]]*)(?::([^/?#]*))?\/?$/i.exec(
      text.trim(),
    )
  if (!match) throw new RangeError(`"${text}" is no server: write host, host:port, [IPv6]:port or smtp://host:port`)
  const [, rawScheme, rawHost = '', rawPort] = match
  const scheme = rawScheme?.toLowerCase() ?? null
  if (scheme !== null && scheme !== 'smtp' && scheme !== 'smtps' && scheme !== 'lmtp') {
    throw new RangeError(`"${scheme}://" is not known: use smtp://, smtps:// or lmtp://`)
  }
  const host = rawHost.replace(/^\[(?:IPv6:)?(.*)\]$/i, '$1')
  if (host === '' || /\s/.test(host))
    throw new RangeError(`"${text}" names no host: write host, host:port or [IPv6]:port`)
  return { host, port: rawPort === undefined || rawPort === '' ? null : parsePort(rawPort), scheme }
}

/** @throws RangeError */
export function parsePort(text: string): number {
  const named = Object.hasOwn(defaultPorts, text.toLowerCase()) ? defaultPorts[text.toLowerCase() as 'smtp'] : null
  const port = named ?? (/^\d{1,5}$/.test(text) ? Number(text) : 0)
  if (port < 1 || port > 65535)
    throw new RangeError(`"${text}" is no port: use a number from 1 to 65535, as 25, 465, 587`)
  return port
}

/** `host:port`, an IPv6 address in brackets. */
export function formatHostPort(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}
