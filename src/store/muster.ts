/** Milliseconds that a commit waits for others at most. */
const PATIENCE = 5
/** Milliseconds that a commit takes where it is worth while to wait: quicker ones had better be many. */
const DEAR = 3
/** Commits after which a muster that was in vain is tried again, at most. */
const RESIGNED = 64

/** Whether a commit that took so many milliseconds is one that need not wait for company. */
export function isQuick(took: number): boolean {
  return took < DEAR
}

/**
 * When to begin a commit. Clients that were answered together come again at about the same time: who waits for them has
 * half as many commits to make, and half as many to wait for the disk with. One client alone is never kept waiting, nor
 * is anybody where commits are quick, and where nobody comes the wait is given up, for longer each time.
 */
export class Muster {
  readonly #begin: () => void
  #expected = 1
  #timer: NodeJS.Timeout | null = null
  #isBegun = false
  /** Commits that do not wait now, and after the next wait that is in vain. */
  #rest = 0
  #nextRest = 1

  /** @param begin makes the commit */
  constructor(begin: () => void) {
    this.#begin = begin
  }

  /** So many messages are there, and no commit goes on. To be said with each one that comes. */
  gather(count: number): void {
    if (this.#isBegun) return
    if (count >= this.#expected) {
      if (this.#timer) this.#nextRest = 1
      return this.#go()
    }
    this.#timer ??= setTimeout(() => {
      this.#rest = this.#nextRest
      this.#nextRest = Math.min(this.#nextRest * 2, RESIGNED)
      this.#timer = null
      this.#go()
    }, PATIENCE)
  }

  /** A commit of so many messages is over, which took so many milliseconds; so many came meanwhile. */
  committed(count: number, waiting: number, took: number): void {
    this.#isBegun = false
    this.#expected = !isQuick(took) && this.#rest === 0 ? count + waiting : 1
    if (this.#rest > 0) this.#rest--
    if (waiting > 0) this.gather(waiting)
  }

  /** Whatever comes in the same turn of the event loop goes with it. */
  #go(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#isBegun = true
    setImmediate(this.#begin)
  }
}
