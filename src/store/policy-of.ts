import { CopyingWriter } from '../server/copies.ts'
import { guarded } from '../server/guarded-policy.ts'
import { HopLimitWriter } from '../server/hop-limit.ts'
import { IdentityGuard } from '../server/identity/guard.ts'
import type { MessageWriter, Policy } from '../server/policy.ts'
import { PracticePolicy } from '../server/practice/policy.ts'
import type { Clock } from '../wire/clock.ts'
import { keep } from './keep.ts'
import type { MailServerOptions } from './mail-server.ts'
import type { Store } from './store.ts'

/** What a server that keeps its mail decides, as the options have it. */
export function policyOf(
  options: MailServerOptions<Store>,
  { store, hostname, clock }: { readonly store: Store; readonly hostname: string; readonly clock: Clock },
): Policy {
  const { lmtp = false, outbound } = options
  const copiesTo = outbound?.copiesTo ?? []
  const message: Policy['message'] = (envelope, session) => {
    const writer: MessageWriter = keep({
      store,
      hostname,
      lmtp,
      clock,
      mailboxes: (path) => policy.mailboxes?.(path) ?? [],
    })
    if (!outbound || copiesTo.length === 0 || session.isOwn) return writer
    const copying = { hostname, lmtp, clock, to: copiesTo, depart: outbound.depart }
    return new HopLimitWriter(new CopyingWriter(writer, envelope, copying))
  }
  const practice = typeof options.practice === 'object' ? options.practice : {}
  const inner: Policy = options.practice
    ? new PracticePolicy({ hostname, clock, ...practice }, { message })
    : { ...options.policy, message }
  const policy = options.demands ? guarded(inner, new IdentityGuard(options.demands, { hostname, clock })) : inner
  return policy
}
