import type * as dkim from 'mailauth/lib/dkim/verify.js'
import type * as dmarc from 'mailauth/lib/dmarc/index.js'
import type * as spf from 'mailauth/lib/spf/index.js'

interface Parts {
  readonly 'spf/index.js': typeof spf
  readonly 'dkim/verify.js': typeof dkim
  readonly 'dmarc/index.js': typeof dmarc
}

/**
 * A part of the mailauth package, loaded when it is first needed. Where it stands is put together here, so that
 * bundlers leave it alone: its dependencies ask for Node's own modules, and are not for everybody who wants a parser.
 */
export async function loadMailauth<P extends keyof Parts>(part: P): Promise<Parts[P]> {
  const place: string = ['mailauth', 'lib', part].join('/')
  const loaded = (await import(place)) as { readonly default: Parts[P] }
  return loaded.default
}
