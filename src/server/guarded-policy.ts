import type { Envelope, MessageWriter, Policy, SessionFacts, Verdict } from './policy.ts'

/** Rules that are asked beside a policy of another kind, after it has nothing against a command. */
export interface Guard extends Omit<Policy, 'vrfy' | 'expn' | 'help' | 'mailboxes' | 'asksForTrouble' | 'message'> {
  /** Stands between the conversation and where the octets go. */
  around?(writer: MessageWriter, envelope: Envelope, session: SessionFacts): MessageWriter
}

/** A policy with a guard beside it. A guard of a guarded policy is one more. */
export function guarded(inner: Policy, guard: Guard): Policy {
  return {
    connect: (session) => inTurn(inner.connect?.(session), () => guard.connect?.(session)),
    hello: (name, session) => inTurn(inner.hello?.(name, session), () => guard.hello?.(name, session)),
    mail: (path, params, session) =>
      inTurn(inner.mail?.(path, params, session), () => guard.mail?.(path, params, session)),
    rcpt: (path, params, envelope, session) =>
      inTurn(inner.rcpt?.(path, params, envelope, session), () => guard.rcpt?.(path, params, envelope, session)),
    data: (envelope, session) => inTurn(inner.data?.(envelope, session), () => guard.data?.(envelope, session)),
    closed: (session, hasQuit, by) => {
      inner.closed?.(session, hasQuit, by)
      guard.closed?.(session, hasQuit, by)
    },
    // What a server offers hangs on whether these are there.
    ...(inner.vrfy && { vrfy: (argument, session) => inner.vrfy!(argument, session) }),
    ...(inner.expn && { expn: (argument, session) => inner.expn!(argument, session) }),
    ...(inner.help && { help: () => inner.help!() }),
    ...(inner.asksForTrouble && { asksForTrouble: (address) => inner.asksForTrouble!(address) }),
    ...(inner.mailboxes && { mailboxes: (path) => inner.mailboxes!(path) }),
    message: (envelope, session) => {
      const writer = inner.message(envelope, session)
      return guard.around?.(writer, envelope, session) ?? writer
    },
  }
}

function inTurn(first: Verdict | undefined, next: () => Verdict | undefined): Verdict {
  if (first instanceof Promise) return first.then((reply) => reply ?? next() ?? null)
  return first ?? next() ?? null
}
