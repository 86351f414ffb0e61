import type { Clock } from '../clock.ts'
import { toAsciiName } from './name.ts'
import type { Answer, RecordType, Resolver } from './resolver.ts'

export interface CacheOptions {
  readonly clock: Clock
  /** Answers that are kept; the oldest goes first. Default 1,000. */
  readonly most?: number
}

/** Answers are kept for a day at most, negative ones for three hours. RFC 2308 §5 */
const longest = { records: 86_400, 'no-name': 10_800, 'no-record': 10_800, unknown: 0 } as const

interface Kept {
  readonly answer: Answer
  /** By the clock, in milliseconds. */
  readonly since: number
  readonly until: number
}

/** Keeps what another resolver found out for as long as it holds, and asks it once for the same at one time. */
export class CachingResolver implements Resolver {
  readonly #inner: Resolver
  readonly #clock: Clock
  readonly #most: number
  readonly #kept = new Map<string, Kept>()
  readonly #asked = new Map<string, Promise<Answer>>()

  constructor(inner: Resolver, { clock, most = 1000 }: CacheOptions) {
    this.#inner = inner
    this.#clock = clock
    this.#most = most
  }

  async query<T extends RecordType>(name: string, type: T): Promise<Answer<T>> {
    const key = `${type} ${toAsciiName(name) ?? name}`
    return (this.#recall(key) ?? (await this.#ask(key, name, type))) as Answer<T>
  }

  #recall(key: string): Answer | null {
    const kept = this.#kept.get(key)
    if (!kept) return null
    const now = this.#clock.now()
    if (now < kept.until) return { ...kept.answer, ttl: kept.answer.ttl - Math.floor((now - kept.since) / 1000) }
    this.#kept.delete(key)
    return null
  }

  #ask(key: string, name: string, type: RecordType): Promise<Answer> {
    const asked = this.#asked.get(key)
    if (asked) return asked
    const asking = this.#inner
      .query(name, type)
      .then((answer) => this.#keep(key, answer))
      .finally(() => this.#asked.delete(key))
    this.#asked.set(key, asking)
    return asking
  }

  #keep(key: string, answer: Answer): Answer {
    const seconds = Math.min(answer.ttl, longest[answer.outcome])
    if (seconds <= 0) return answer
    const since = this.#clock.now()
    this.#kept.set(key, { answer, since, until: since + seconds * 1000 })
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > this.#most && oldest !== undefined) this.#kept.delete(oldest)
    return answer
  }
}
