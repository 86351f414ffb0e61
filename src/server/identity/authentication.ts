import { PassThrough } from 'node:stream'
import { once } from 'node:events'
import type { Header } from '../../message/headers.ts'
import { createReply, type Reply } from '../../protocol/reply.ts'
import type { Clock } from '../../wire/clock.ts'
import { within } from '../../wire/identity/in-time.ts'
import {
  checkDkim,
  checkDmarc,
  type AuthResult,
  type DkimReading,
  type DkimVerdict,
  type DmarcVerdict,
  type SpfVerdict,
} from '../../wire/identity/mailauth.ts'
import type { Resolver } from '../../wire/resolver/resolver.ts'
import type { IncomingMessage, MessageWriter, Verdict } from '../policy.ts'
import { HeaderGate, isPartial, readableSignatures, withoutFields } from './header-gate.ts'
import {
  isForgedResults,
  summarizeVerdicts,
  writeAuthenticationResults,
  type ClientVerdicts,
  type MessageVerdicts,
} from './results-field.ts'

export interface AuthenticationOptions {
  readonly hostname: string
  readonly resolver: Resolver
  /** Milliseconds for all look-ups after the end of the data. */
  readonly timeout: number
  readonly clock: Clock
  /** What is known before the message came. */
  readonly facts: () => Promise<ClientVerdicts>
  /** Whether the verdicts go on the message, and into the reply. */
  readonly record: boolean
  /** What is against the message, now that it is here. */
  readonly judge: (verdicts: MessageVerdicts) => Reply | null
}

/** `from` is null where it could not be found out. */
type Reading = Omit<DkimReading, 'from'> & { readonly from: DkimReading['from'] | null }

const headerTooLong = createReply(550, '5.6.0', 'The header of the message is longer than 1 MB')

/** Checks who a message is from while it comes, and puts what was found out on top of it. RFC 8601 §4 */
export class AuthenticatingWriter implements MessageWriter {
  readonly #inner: MessageWriter
  readonly #options: AuthenticationOptions
  readonly #gate = new HeaderGate()
  readonly #stream = new PassThrough()
  #reading: Promise<DkimReading> | null = null
  /** The verifier takes no more: it is done, or has failed. */
  #isDeaf = false
  #left: readonly Header[] = []

  constructor(inner: MessageWriter, options: AuthenticationOptions) {
    this.#inner = inner
    this.#options = options
  }

  write(octets: Uint8Array): void | Promise<void> {
    if (this.#reading) return both(this.#inner.write(octets), this.#listen(octets))
    const header = this.#gate.push(octets)
    return header ? this.#begin(header) : undefined
  }

  async finish(message: IncomingMessage): Promise<Reply | null> {
    try {
      if (this.#gate.isOverfull) return this.#refuse(headerTooLong)
      if (!this.#reading) await this.#begin(this.#gate.take())
      this.#stream.end()
      const verdicts = await this.#verdicts()
      const objection = this.#options.judge(verdicts)
      return objection ? this.#refuse(objection) : await this.#accept(message, verdicts)
    } catch (error) {
      this.abort()
      throw error
    }
  }

  finishFor(...args: Parameters<NonNullable<MessageWriter['finishFor']>>): Verdict {
    return this.#inner.finishFor?.(...args) ?? null
  }

  abort(): void {
    this.#isDeaf = true
    this.#stream.destroy()
    this.#inner.abort()
  }

  #refuse(reply: Reply): Reply {
    this.abort()
    return reply
  }

  async #accept(message: IncomingMessage, verdicts: MessageVerdicts): Promise<Reply | null> {
    if (!this.#options.record) return this.#inner.finish(message)
    const trace = writeAuthenticationResults(this.#options.hostname, verdicts) + (message.trace ?? '')
    const reply = await this.#inner.finish({ ...message, trace })
    return reply ?? createReply(250, '2.0.0', `Checked: ${summarizeVerdicts(verdicts)}`, `Ok: queued as ${message.id}`)
  }

  #begin(header: Uint8Array): void | Promise<void> {
    const { hostname, resolver } = this.#options
    this.#reading = checkDkim(this.#stream, resolver)
    const deaf = () => {
      this.#isDeaf = true
      this.#stream.resume()
    }
    this.#reading.then(deaf, deaf)
    const { octets, left } = readableSignatures(header)
    this.#left = left
    const kept = withoutFields(header, (field) => isForgedResults(field, hostname))
    return both(this.#inner.write(kept), this.#listen(octets))
  }

  #listen(octets: Uint8Array): void | Promise<void> {
    if (this.#isDeaf || octets.length === 0 || this.#stream.write(octets)) return
    return Promise.race([once(this.#stream, 'drain'), this.#reading]).then(
      () => undefined,
      () => undefined,
    )
  }

  async #verdicts(): Promise<MessageVerdicts> {
    const { timeout, clock, facts } = this.#options
    const until = clock.now() + timeout
    const late = `the DNS did not answer within ${timeout / 1000} s`
    const unread = (reason: string): Reading => ({ from: null, signatures: [unreadable(reason)] })
    const read = this.#reading!.catch((error: Error) => unread(error.message))
    const [known, reading] = await Promise.all([facts(), within<Reading>(timeout, read, () => unread(late))])
    const dkim = [...reading.signatures, ...this.#left.map(leftOut)]
    return { ...known, dkim, dmarc: await this.#dmarc(reading.from, { ...known, dkim }, until, late) }
  }

  #dmarc(
    from: Reading['from'],
    { spf, dkim }: { readonly spf: SpfVerdict | null; readonly dkim: readonly DkimVerdict[] },
    until: number,
    late: string,
  ): DmarcVerdict | Promise<DmarcVerdict> {
    const domain = from && domainOf(from)
    const without = (result: AuthResult, reason: string): DmarcVerdict => {
      return { result, domain: domain ?? '', policy: null, record: null, reason }
    }
    if (from === null) return without('temperror', late)
    if (domain === null) return without('permerror', 'the From field names no domain, or more than one')
    const { clock, resolver } = this.#options
    return within(Math.max(0, until - clock.now()), checkDmarc({ domain, spf, dkim }, resolver), () =>
      without('temperror', late),
    )
  }
}

function both(a: void | Promise<void>, b: void | Promise<void>): void | Promise<void> {
  if (a instanceof Promise || b instanceof Promise) return Promise.all([a, b]).then(() => undefined)
}

function unreadable(reason: string): DkimVerdict {
  return { result: 'temperror', domain: '', selector: '', reason }
}

function leftOut({ value }: Header): DkimVerdict {
  const [, domain = ''] = /(?:^|;)\s*d\s*=\s*([^;\s]*)/i.exec(value) ?? []
  const [, selector = ''] = /(?:^|;)\s*s\s*=\s*([^;\s]*)/i.exec(value) ?? []
  const reason = isPartial(value) ? 'it covers a part of the body only (l=)' : 'there are too many signatures'
  return { result: 'policy', domain, selector, reason }
}

/** The one domain that the authors have; null where there is none, or more than one. RFC 7489 §6.6 */
function domainOf(from: readonly string[]): string | null {
  const domains = new Set(from.map((address) => address.slice(address.lastIndexOf('@') + 1).toLowerCase()))
  const [domain = ''] = domains
  return domains.size === 1 && domain.includes('.') ? domain : null
}
