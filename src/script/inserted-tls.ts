import { SmtpError } from '../client/error.ts'
import type { ClientSession } from '../client/session.ts'
import { startTlsAs, type StartTlsDemand } from '../client/starttls.ts'
import { latin1 } from '../protocol/bytes.ts'
import type { Reply } from '../protocol/reply.ts'
import type { Item, Script } from '../transcript/script.ts'

/** What nobody is to read where TLS is required. */
const confidential = /^\s*(?:AUTH|MAIL|SEND|SOML|SAML|RCPT|DATA|BDAT|VRFY|EXPN|ETRN|XCLIENT)\b/i

/**
 * STARTTLS, put behind the hello of a script that has no `@tls`: the same hello is said again in TLS, and what the
 * server says to it takes the place of what it said in clear.
 */
// RFC 3207 §4.2
export class InsertedTls {
  readonly #session: ClientSession
  readonly #demand: StartTlsDemand
  #hello: string | null = null

  constructor(session: ClientSession, demand: StartTlsDemand, { items }: Script) {
    this.#session = session
    this.#demand = hasTls(items) ? 'never' : demand
  }

  /** What the script says. @returns whether it must not be said, because it would be said in clear */
  refuses(octets: Uint8Array): boolean {
    if (this.#demand === 'never') return false
    const line = latin1(octets.subarray(0, 1000))
    if (/^(?:EHLO|HELO|LHLO) .*\r\n$/is.test(line)) this.#hello = line.trimEnd()
    return this.#demand === 'require' && !this.#session.isEncrypted && confidential.test(line)
  }

  /** Whether the turn has come: a hello was accepted, in clear. */
  get isDue(): boolean {
    const { state, isEncrypted } = this.#session
    return this.#demand !== 'never' && this.#hello !== null && state === 'ready' && !isEncrypted
  }

  /** @returns the reply to the hello in TLS; null where the conversation goes on in clear. @throws SmtpError */
  async begin(): Promise<Reply | null> {
    const hello = this.#hello!
    this.#hello = null
    if (this.#demand === 'require' && /^HELO/i.test(hello)) {
      const text = 'TLS is required, and the script says HELO: only behind EHLO can a server offer STARTTLS'
      throw new SmtpError(text, { kind: 'unsupported', phase: 'starttls' })
    }
    return (await startTlsAs(this.#demand, this.#session, () => {})) ? this.#session.command(hello, 'hello') : null
  }
}

function hasTls(items: readonly Item[]): boolean {
  return items.some((item) => item.kind === 'tls' || (item.kind === 'if' && hasTls(item.items)))
}
