/** What a server asks for in DIGEST-MD5, which is historic: Parley reads it, and does not log in with it. RFC 6331 */
export interface DigestChallenge {
  readonly realms: readonly string[]
  readonly qop: readonly string[]
  readonly directives: readonly (readonly [name: string, value: string])[]
}

/** Null where `text` is no challenge of DIGEST-MD5: it has neither a nonce nor an algorithm. */
export function readDigestChallenge(text: string): DigestChallenge | null {
  const directives = [...text.matchAll(/([a-z0-9-]+)=(?:"((?:[^"\\]|\\.)*)"|([^",\s]*))/gi)].map(
    ([, name, quoted, bare]) => [name!.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? bare ?? ''] as const,
  )
  const all = (name: string) => directives.filter(([key]) => key === name).map(([, value]) => value)
  if (all('nonce').length === 0 || all('algorithm').length === 0) return null
  return { realms: all('realm'), qop: all('qop').flatMap((value) => value.split(/\s*,\s*/)), directives }
}
