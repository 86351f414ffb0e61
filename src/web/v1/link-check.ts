import { STATUS_CODES } from 'node:http'
import { isReachable } from '../../host/reachable.ts'
import { createResolver } from '../../wire/resolver/create.ts'
import { Problem } from '../problem.ts'
import { askLink, type AskOptions } from './ask-link.ts'

/** Messages whose links are asked at one time, and links of one of them. */
const CHECKS = 10
const AT_ONCE = 4
/** Milliseconds for one link with where it is redirected to, and for all of a message. */
const EACH = 5000
const ALL = 30_000

/** How links are checked; everything has a default. */
export interface LinkCheckOptions extends Partial<AskOptions> {
  /** Milliseconds for one link. */
  readonly each?: number
  /** Milliseconds for all links of a message. */
  readonly all?: number
}

/** What came of it, in mailpit's words. */
export interface LinkCheck {
  readonly Errors: number
  readonly Links: readonly LinkStatus[]
}

interface LinkStatus {
  readonly URL: string
  /** 0: there is none, and `Status` says why. */
  readonly StatusCode: number
  readonly Status: string
}

/** Asks where the links of a message lead, at public addresses alone. */
export class LinkChecker {
  readonly #options: Required<Omit<LinkCheckOptions, 'ca'>> & AskOptions
  #checks = 0

  constructor(options: LinkCheckOptions = {}) {
    const resolver = options.resolver ?? createResolver()
    this.#options = { allows: isReachable, each: EACH, all: ALL, ...options, resolver }
  }

  /**
   * @param follow redirects
   * @param signal nobody waits any more
   * @throws Problem where too many are at it
   */
  async check(links: readonly string[], follow: boolean, signal: AbortSignal): Promise<LinkCheck> {
    if (this.#checks >= CHECKS) throw new Problem(503, `The links of ${CHECKS} messages are being asked already.`)
    this.#checks++
    try {
      const why = `no answer within the ${this.#options.all / 1000} s that there are for all links`
      const Links = await within(this.#options.all, why, signal, (whole) => this.#askAll(links, follow, whole))
      return { Errors: Links.filter(({ StatusCode }) => StatusCode === 0 || StatusCode >= 400).length, Links }
    } finally {
      this.#checks--
    }
  }

  async #askAll(links: readonly string[], follow: boolean, signal: AbortSignal): Promise<LinkStatus[]> {
    const found: LinkStatus[] = []
    let next = 0
    const askSome = async () => {
      while (next < links.length) {
        const at = next++
        found[at] = await this.#ask(links[at]!, follow, signal)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, askSome))
    return found
  }

  async #ask(link: string, follow: boolean, whole: AbortSignal): Promise<LinkStatus> {
    if (whole.aborted) return { URL: link, StatusCode: 0, Status: 'not asked: the time for all links was over' }
    const { each } = this.#options
    try {
      const StatusCode = await within(each, `no answer within ${each / 1000} s`, whole, (signal) =>
        askLink(link, this.#options, { follow, signal }),
      )
      return { URL: link, StatusCode, Status: STATUS_CODES[StatusCode] ?? '' }
    } catch (error) {
      return { URL: link, StatusCode: 0, Status: clauseOf(error).slice(0, 500) }
    }
  }
}

/** Do what is broken off when the time is up, or with something greater. @throws Error that says why it was */
async function within<T>(
  ms: number,
  why: string,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const inner = new AbortController()
  const timer = setTimeout(() => inner.abort(new Error(why)), ms)
  const stop = () => inner.abort(outer.reason)
  outer.addEventListener('abort', stop)
  if (outer.aborted) stop()
  try {
    return await work(inner.signal)
  } catch (error) {
    throw inner.signal.aborted ? inner.signal.reason : error
  } finally {
    clearTimeout(timer)
    outer.removeEventListener('abort', stop)
  }
}

/** Where several addresses were tried, what is said of the first. */
function clauseOf(error: unknown): string {
  const first: unknown = error instanceof AggregateError ? (error.errors[0] ?? error) : error
  const { message, code = '' } = first as NodeJS.ErrnoException
  // OpenSSL's message is a line of its log; what went wrong is one field of it.
  const reason = /:SSL routines:[^:]*:([^:]+)/.exec(message)?.[1]
  if (reason !== undefined) return `no TLS: ${reason}`
  return message === '' ? code : message
}
