import { KeptSession } from '../store/kept-session.ts'
import type { HeldSession, MailServer } from '../store/mail-server.ts'
import type { SessionRecord } from '../store/session-record.ts'
import type { Store } from '../store/store.ts'

/** A conversation, one that goes on among them. */
export async function findSession(server: MailServer<Store>, id: string): Promise<SessionRecord | undefined> {
  const held = server.session(id)
  return held && !held.isClosed
    ? new KeptSession(held)
    : ((await server.store.session(id)) ?? (held && new KeptSession(held)))
}

/** Those that go on, the newest first. */
export function liveSessions(server: MailServer<Store>): readonly KeptSession[] {
  return server.sessions
    .filter((session: HeldSession) => !session.isClosed)
    .map((session) => new KeptSession(session))
    .reverse()
}
