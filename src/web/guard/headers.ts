/** What every answer says, for browsers: where nothing else is said, nothing is run, framed, or fetched. */
export const safeHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
    "frame-src 'self'; manifest-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'cache-control': 'no-store',
}

/** For a document made of a mail: it may stand in a frame of ours, and is of an origin of its own. */
export function frameHeaders(policy: string): Readonly<Record<string, string>> {
  return {
    'content-security-policy': `sandbox allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'; ${policy}`,
    'x-frame-options': 'SAMEORIGIN',
  }
}
