import type { MailServer } from '../../store/mail-server.ts'
import { KeptSession, summaryOf } from '../../store/kept-session.ts'
import type { SessionSummary } from '../../store/session-record.ts'
import type { Store, StoreEvent } from '../../store/store.ts'
import type { ServerSession } from '../../server/session.ts'
import type { TranscriptEvent } from '../../transcript/event.ts'
import { SessionLines, type SessionLine } from '../session-lines.ts'

/** What happens, for those who watch. */
export type LiveEvent =
  | StoreEvent
  | { readonly kind: 'session-opened'; readonly session: SessionSummary }
  /** A line with the number of another stands for that one. */
  | { readonly kind: 'session-line'; readonly id: string; readonly lines: readonly SessionLine[] }
  | { readonly kind: 'session-closed'; readonly session: SessionSummary }
  | { readonly kind: 'faults' }

/** Milliseconds in which what happens is gathered. */
const GATHERED = 30

interface Watched {
  readonly session: ServerSession
  /** Null: it was under way before anybody watched, and is read from the beginning. */
  lines: SessionLines | null
  readonly events: TranscriptEvent[]
}

/** Tells of everything that happens at a server. Costs nothing while nobody listens. */
export class LiveFeed {
  readonly #server: MailServer<Store>
  readonly #listeners = new Set<(event: LiveEvent) => void>()
  readonly #watched = new Map<string, Watched>()
  #stop: (() => void) | null = null
  #timer: NodeJS.Timeout | null = null
  #haveFaultsChanged = false

  constructor(server: MailServer<Store>) {
    this.#server = server
  }

  get listeners(): number {
    return this.#listeners.size
  }

  /** @returns how to stop it */
  listen(listener: (event: LiveEvent) => void): () => void {
    this.#listeners.add(listener)
    this.#stop ??= this.#begin()
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size > 0) return
      this.#stop?.()
      this.#stop = null
    }
  }

  #begin(): () => void {
    const stops = [
      this.#server.store.onEvent((event) => this.#tell(event)),
      this.#server.faults.onChange(() => {
        this.#haveFaultsChanged = true
        this.#soon()
      }),
      this.#server.watch({
        onOpen: (session) => {
          this.#watched.set(session.id, { session, lines: new SessionLines(session.transcript), events: [] })
          this.#tell({ kind: 'session-opened', session: summaryOf(new KeptSession(session)) })
        },
        onEvent: (session, event) => {
          const watched = this.#watched.get(session.id) ?? { session, lines: null, events: [] }
          this.#watched.set(session.id, watched)
          watched.events.push(event)
          this.#soon()
        },
        onClose: (session) => {
          this.#flush()
          this.#watched.delete(session.id)
          this.#tell({ kind: 'session-closed', session: summaryOf(new KeptSession(session)) })
        },
      }),
    ]
    return () => {
      for (const stop of stops) stop()
      if (this.#timer) clearTimeout(this.#timer)
      this.#timer = null
      this.#watched.clear()
    }
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => this.#flush(), GATHERED).unref()
  }

  #flush(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    if (this.#haveFaultsChanged) this.#tell({ kind: 'faults' })
    this.#haveFaultsChanged = false
    for (const [id, watched] of this.#watched) {
      if (watched.events.length === 0) continue
      const { transcript } = watched.session
      const events = watched.lines ? watched.events : transcript.events
      const lines = (watched.lines ??= new SessionLines(transcript))
      const read = events.flatMap((event) => lines.read(event))
      watched.events.length = 0
      // A line may turn out to be wrong when it is answered: it is told again.
      const again = lines.takeAmended().filter((line) => line.number < (read[0]?.number ?? Infinity))
      if (read.length + again.length > 0) this.#tell({ kind: 'session-line', id, lines: [...again, ...read] })
    }
  }

  #tell(event: LiveEvent): void {
    for (const listener of this.#listeners) listener(event)
  }
}
