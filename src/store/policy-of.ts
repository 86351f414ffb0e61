import { writeAddress } from '../protocol/path.ts'
import { CopyingWriter } from '../server/copies.ts'
import { guarded } from '../server/guarded-policy.ts'
import { HopLimitWriter } from '../server/hop-limit.ts'
import { IdentityGuard } from '../server/identity/guard.ts'
import type { MessageWriter, Policy } from '../server/policy.ts'
import { PracticePolicy, type PracticeOptions } from '../server/practice/policy.ts'
import type { Clock } from '../wire/clock.ts'
import { keep } from './keep.ts'
import type { MailServerOptions } from './mail-server.ts'
import { MailboxUsage } from './mailbox-usage.ts'
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
      // A server that takes everything has a mailbox for everybody, however the address is written.
      mailboxes: (path) => policy.mailboxes?.(path) ?? [writeAddress(path).toLowerCase()],
    })
    if (!outbound || copiesTo.length === 0 || session.isOwn) return writer
    const copying = { hostname, lmtp, clock, to: copiesTo, depart: outbound.depart }
    return new HopLimitWriter(new CopyingWriter(writer, envelope, copying))
  }
  const inner: Policy = options.practice
    ? new PracticePolicy({ hostname, clock, lmtp, ...practiceOf(options, store) }, { message })
    : { ...options.policy, message }
  const policy = options.demands ? guarded(inner, new IdentityGuard(options.demands, { hostname, clock })) : inner
  return policy
}

function practiceOf({ practice, auth, outbound }: MailServerOptions<Store>, store: Store): Partial<PracticeOptions> {
  const manner = typeof practice === 'object' ? practice : {}
  const domains = manner.domains ?? (manner.domain ? [manner.domain] : [])
  // Who listens to a store makes it tell: only where somebody counts.
  const usage = domains.some(({ quotas }) => quotas) ? new MailboxUsage(store) : null
  return {
    ...manner,
    canLogIn: auth !== undefined,
    ...(outbound && { depart: outbound.depart }),
    ...(usage && { usage: (mailbox) => usage.of(mailbox) }),
  }
}
