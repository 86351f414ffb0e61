import type { AuthRequest } from '../client/auth.ts'
import { SmtpError } from '../client/error.ts'
import type { ClientSession } from '../client/session.ts'
import type { StartTlsDemand } from '../client/starttls.ts'
import { concat, EMPTY, equalBytes } from '../protocol/bytes.ts'
import { escapeBytes } from '../protocol/escapes.ts'
import type { Capabilities } from '../protocol/capabilities.ts'
import { classOf, writeReply, type Reply } from '../protocol/reply.ts'
import { ReplyReader } from '../protocol/reply-reader.ts'
import { TelnetFilter, telnetPrefix } from '../protocol/telnet.ts'
import { readDialogue } from '../transcript/dialogue.ts'
import type { ClientItem, ClosedItem, EventItem, OctetsItem, ReplyItem } from '../transcript/script.ts'
import { fillTemplate } from '../transcript/template.ts'
import type { Transcript } from '../transcript/transcript.ts'
import { filler } from './filler.ts'
import { describePatterns, matchReply, showReply } from './match-reply.ts'
import { describeNeed, isOffered } from './need.ts'
import { InsertedTls } from './inserted-tls.ts'
import { ScriptLogin } from './login.ts'
import type { Performance, Side } from './player.ts'
import type { PlayResult } from './result.ts'
import { failed, passed, skipped, type StepResult, type Stop } from './score.ts'

/** Says what the client says, and holds what comes against what the script has the server say. */
export class ClientSide implements Side {
  readonly role = 'client'
  readonly #session: ClientSession
  readonly #isOurs: boolean
  readonly #performance: Performance
  /** Lines that follow each other leave together. */
  #outgoing: Uint8Array[] = []
  /** What of them is a credential. */
  #secret: Uint8Array = EMPTY
  #lastReply: Reply | null = null
  /** Reads what the server says by `S|`. */
  #octets = new ReplyReader()
  #replies = 0
  /** What a server answers to telnet is no reply. */
  #telnet: TelnetFilter | null = null
  #mayLack: boolean
  readonly #tls: InsertedTls
  readonly #login: ScriptLogin

  constructor(
    session: ClientSession,
    isOurs: boolean,
    performance: Performance,
    {
      startTls = 'never',
      auth = null,
    }: { readonly startTls?: StartTlsDemand; readonly auth?: AuthRequest | null } = {},
  ) {
    this.#session = session
    this.#isOurs = isOurs
    this.#login = new ScriptLogin(session, auth, performance.script)
    this.#tls = new InsertedTls(session, startTls, performance.script)
    this.#performance = performance
    this.#mayLack = performance.script.needs.length > 0
  }

  get capabilities(): Capabilities {
    return this.#session.capabilities
  }

  get transcript(): Transcript {
    return this.#session.transcript
  }

  async open(): Promise<StepResult> {
    try {
      if (this.#isOurs) await this.#session.open()
      return passed()
    } catch (error) {
      if (error instanceof SmtpError) return failed('a connection', error.message)
      throw error
    }
  }

  async clientSays({ template }: ClientItem): Promise<StepResult> {
    const rest = await this.#endOctets(null)
    if (rest) return rest
    const { octets, secret } = await this.#login.fill(template, this.#performance.variables, this.#lastReply)
    if (this.#tls.refuses(octets))
      return failed('TLS before this is said', 'a conversation in clear, and TLS is required')
    const unmet = this.#login.isWantedBefore(octets) ? await this.#logIn() : null
    if (unmet) return unmet
    if (telnetPrefix(octets) > 0) this.#telnet ??= new TelnetFilter()
    this.#outgoing.push(octets)
    if (secret.length > 0) {
      this.#secret = secret
      await this.settle()
    }
    return passed()
  }

  async serverReplies({ alternatives }: ReplyItem, ms: number | null): Promise<StepResult> {
    const rest = await this.#endOctets(ms)
    if (rest) return rest
    const { variables, exact } = this.#performance
    const expected = describePatterns(alternatives, variables, exact)
    return this.#expect(expected, ms, (reply) => matchReply(alternatives, reply, variables, exact))
  }

  async serverSays({ template }: OctetsItem, ms: number | null): Promise<StepResult> {
    const octets = fillTemplate(template, this.#performance.variables)
    this.#octets.receive(this.#telnet ? this.#telnet.filter(octets).clean : octets)
    for (let next = this.#octets.next(); next; next = this.#octets.next()) {
      const result = await this.#expectSame(next, ms)
      if (result.verdict !== 'passed') return result
    }
    return passed()
  }

  async secure(): Promise<StepResult> {
    const rest = await this.#endOctets(null)
    if (rest) return rest
    await this.settle()
    // TLS from the start is where a recording of it begins.
    if (this.#session.isEncrypted && !hasSpoken(this.transcript)) return passed()
    const { protocol, cipher } = await this.#session.handshake()
    return passed(`${protocol} ${cipher}`)
  }

  async close({ by }: ClosedItem, ms: number | null): Promise<StepResult> {
    const rest = await this.#endOctets(ms)
    if (rest) return rest
    await this.settle()
    if (by === 'client') {
      this.#session.close()
      return passed()
    }
    const expected = by === 'server' ? 'the server to close the connection' : 'nothing more from the server'
    try {
      return failed(expected, showReply(await this.#reply(ms)))
    } catch (error) {
      if (!(error instanceof SmtpError)) throw error
      if (error.kind !== (by === 'server' ? 'connection' : 'timeout')) return failed(expected, error.message)
      if (by === 'timeout') this.#session.close('timeout')
      return passed()
    }
  }

  async elide(_item: EventItem, octets: number): Promise<void> {
    await this.settle()
    for (const piece of filler(octets)) await this.#session.raw(piece)
  }

  async settle(): Promise<StepResult> {
    const outgoing = this.#outgoing
    const secret = this.#secret
    this.#outgoing = []
    this.#secret = EMPTY
    if (outgoing.length > 0) await this.#session.raw(concat(outgoing), secret)
    return passed()
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, ms))
  }

  async finish(): Promise<StepResult> {
    const rest = await this.#endOctets(null)
    if (rest) return rest
    await this.settle()
    const surplus = this.#session.takeReply()
    return surplus ? failed('nothing more from the server', showReply(surplus.reply)) : passed()
  }

  /** A server is not to blame for what a script needs: that one is taken leave of. */
  async leave(verdict: PlayResult['verdict']): Promise<void> {
    if (!this.#isOurs) return
    if (verdict === 'skipped') await this.#session.quit()
    this.#session.close()
  }

  explain(error: unknown): Stop | null {
    return error instanceof SmtpError ? failed('the conversation to go on', error.message) : null
  }

  async #reply(ms: number | null): Promise<Reply> {
    const reply = await (ms === null ? this.#session.reply() : this.#session.reply('command', ms))
    this.#replies++
    this.#lastReply = reply
    return reply
  }

  async #expect(expected: string, ms: number | null, isMatch: (reply: Reply) => boolean): Promise<StepResult> {
    await this.settle()
    let reply: Reply
    try {
      reply = await this.#reply(ms)
      if (this.#tls.isDue) {
        reply = (await this.#tls.begin()) ?? reply
        this.#countReplies()
      }
    } catch (error) {
      if (error instanceof SmtpError) return failed(expected, error.message)
      throw error
    }
    if (isMatch(reply)) return this.#unmetNeed() ?? passed(showReply(reply))
    return this.#isMissingRecipient(reply) ?? failed(expected, showReply(reply))
  }

  /** Replies that no line of the script waits for. */
  #countReplies(): void {
    this.#replies = readDialogue(this.transcript).turns.filter((turn) => turn.reply !== null).length
  }

  /** Null: it is done. */
  async #logIn(): Promise<StepResult | null> {
    if (this.#outgoing.length > 0 || this.#session.due !== null)
      return failed('a login before this is said', 'lines in front of it that are not answered yet')
    // Mail before any hello is a mistake that the script means to make.
    if (this.#session.state !== 'ready') return null
    try {
      await this.#login.begin()
      this.#countReplies()
      return null
    } catch (error) {
      if (error instanceof SmtpError) return failed('a login before this is said', error.message)
      throw error
    }
  }

  #expectSame(expected: Reply, ms: number | null): Promise<StepResult> {
    const octets = writeReply(expected)
    const byCode = expected.code !== 0 && !this.#performance.exact
    return this.#expect(byCode ? String(expected.code) : escapeBytes(octets), ms, (reply) =>
      byCode ? reply.code === expected.code : equalBytes(writeReply(reply), octets),
    )
  }

  /** What `S|` has begun and not ended comes before whatever comes next. Null: there is nothing, or it was as it should be. */
  async #endOctets(ms: number | null): Promise<StepResult | null> {
    const rest = this.#octets.end()
    if (!rest) return null
    const result = await this.#expectSame(rest, ms)
    return result.verdict === 'passed' ? null : result
  }

  /** Once EHLO has been answered it is known what the server offers. */
  #unmetNeed(): StepResult | null {
    if (!this.#mayLack || this.#session.state !== 'ready') return null
    this.#mayLack = false
    const unmet = this.#performance.script.needs.find((need) => !isOffered(need, this.capabilities))
    return unmet ? skipped(`needs ${describeNeed(unmet)}, which this server does not have`) : null
  }

  /** A script that needs a recipient says nothing about a server that does not accept the one it was given. */
  #isMissingRecipient(reply: Reply): StepResult | null {
    if (!this.#performance.script.needs.some(({ kind }) => kind === 'recipient')) return null
    const turn = readDialogue(this.transcript).turns.filter((each) => each.reply !== null)[this.#replies - 1]
    const isRefusal = classOf(reply.code) === 'transient' || classOf(reply.code) === 'permanent'
    return turn?.occasion === 'RCPT' && isRefusal ? skipped(`the recipient is not accepted: ${showReply(reply)}`) : null
  }
}

function hasSpoken({ events }: Transcript): boolean {
  return events.some(({ kind }) => kind === 'sent' || kind === 'received')
}
