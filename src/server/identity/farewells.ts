import type { Clock } from '../../wire/clock.ts'

const DAY = 86_400_000
/** Clients that are remembered. */
const MOST = 100_000

interface Score {
  readonly since: number
  readonly sessions: number
  readonly rude: number
}

/** Who leaves without QUIT, counted for a day from a client's first conversation. RFC 5321 §4.1.1.10 */
export class Farewells {
  readonly #clock: Clock
  readonly #scores = new Map<string, Score>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  left(client: string, hasQuit: boolean): void {
    const { since, sessions, rude } = this.scoreOf(client)
    this.#scores.delete(client)
    this.#scores.set(client, { since, sessions: sessions + 1, rude: rude + (hasQuit ? 0 : 1) })
    const [oldest] = this.#scores.keys()
    if (this.#scores.size > MOST && oldest !== undefined) this.#scores.delete(oldest)
  }

  /** How many of a client's conversations of the last day ended without QUIT. */
  scoreOf(client: string): Score {
    const now = this.#clock.now()
    const score = this.#scores.get(client)
    return score && now - score.since < DAY ? score : { since: now, sessions: 0, rude: 0 }
  }
}
