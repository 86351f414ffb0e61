import type { SessionQuery, SessionRecord, SessionSummary } from './session-record.ts'
import { fitsSession } from './fits-session.ts'
import type { Paging } from './store.ts'

/** Remembers the newest conversations. */
export class MemorySessions {
  readonly #sessions = new Map<string, SessionRecord>()
  readonly #limit: number

  constructor(limit: number) {
    this.#limit = limit
  }

  add(session: SessionRecord): void {
    this.#sessions.set(session.id, session)
    if (this.#sessions.size <= this.#limit) return
    const [oldest] = this.#sessions.keys()
    this.#sessions.delete(oldest!)
  }

  /** @param time milliseconds since 1970 */
  forgetBefore(time: number): void {
    for (const [id, { transcript }] of this.#sessions) {
      if (Date.parse(transcript.started ?? '') >= time) break
      this.#sessions.delete(id)
    }
  }

  get(id: string): SessionRecord | undefined {
    return this.#sessions.get(id)
  }

  list(
    query: SessionQuery,
    { limit, offset = 0 }: Paging,
  ): { readonly sessions: readonly SessionSummary[]; readonly total: number } {
    const found = [...this.#sessions.values()].filter((session) => fitsSession(session, query)).reverse()
    return { sessions: found.slice(offset, offset + limit), total: found.length }
  }
}
