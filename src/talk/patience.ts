import type { ClientSession } from '../client/session.ts'
import { timeoutFor, type Timeouts } from '../client/timeouts.ts'
import type { Occasion } from '../protocol/transitions.ts'
import { Alarm } from './alarm.ts'
import type { Commentator } from './comment.ts'
import { occasionInWords } from './ending.ts'

/** Milliseconds until somebody who watches is told why nothing happens. */
const before = { greeting: 5000, held: 1000, unfinished: 1000 } as const

export interface PatienceOptions {
  readonly timeouts: Timeouts
  /** Whether somebody watches, who decides for himself how long to wait. */
  readonly isAttended: boolean
  readonly comments: Commentator | null
  readonly show: (kind: 'warning' | 'comment', text: string) => void
  /** Show what the server has said of a line so far. */
  readonly showUnfinished: () => void
  /** Nobody watches, and no reply has come. */
  readonly giveUp: () => void
}

/** Says why nothing happens, and how long to wait for it. */
export class Patience {
  readonly #session: ClientSession
  readonly #options: PatienceOptions
  readonly #late = new Alarm()
  readonly #held = new Alarm()
  readonly #unfinished = new Alarm()

  constructor(session: ClientSession, options: PatienceOptions) {
    this.#session = session
    this.#options = options
  }

  /** Look at how things stand, with so many lines that wait for a reply. */
  look(held: number): void {
    const { due, isOver } = this.#session
    if (isOver) return
    if (due !== null) this.#late.set(this.#limit(due), () => this.#tellLate())
    if (held === 0) this.#held.clear()
    else if (this.#options.isAttended) this.#held.set(before.held, () => this.#tellHeld(held))
  }

  /** Something has arrived, perhaps not a whole line. */
  arrived(): void {
    if (this.#options.isAttended) this.#unfinished.set(before.unfinished, this.#options.showUnfinished)
  }

  /** A reply has come: the next one gets its own time. */
  answered(): void {
    this.#late.clear()
  }

  end(): void {
    for (const alarm of [this.#late, this.#held, this.#unfinished]) alarm.clear()
  }

  #limit(due: Occasion): number {
    const limit = timeoutFor(this.#options.timeouts, due)
    return due === 'greeting' && this.#options.isAttended ? Math.min(limit, before.greeting) : limit
  }

  #tellLate(): void {
    const { due, transcript } = this.#session
    if (due === null) return
    const { comments, show } = this.#options
    show('warning', `no reply to ${occasionInWords(due)} within ${this.#limit(due) / 1000} s`)
    if (comments) show('comment', comments.silence(due, transcript.peer))
    if (!this.#options.isAttended) this.#options.giveUp()
  }

  #tellHeld(held: number): void {
    const { due } = this.#session
    if (due === null) return
    const lines = held === 1 ? 'a line waits' : `${held} lines wait`
    this.#options.show(
      'warning',
      `${lines} for the reply to ${occasionInWords(due)}; the local command "now" does not wait`,
    )
  }
}
