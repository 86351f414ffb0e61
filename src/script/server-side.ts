import { concat, decode, EMPTY, encode, equalBytes } from '../protocol/bytes.ts'
import type { Capabilities } from '../protocol/capabilities.ts'
import { escapeBytes, escapeText } from '../protocol/escapes.ts'
import { ceilings } from '../protocol/limits.ts'
import { Observer } from '../protocol/observer.ts'
import type { ServerEvent } from '../protocol/server-events.ts'
import { applyEditing, TelnetFilter } from '../protocol/telnet.ts'
import { DataReader } from '../protocol/transparency.ts'
import type { ClientItem, ClosedItem, EventItem, Item, OctetsItem, ReplyItem } from '../transcript/script.ts'
import { fillTemplate, matchTemplate, type Template } from '../transcript/template.ts'
import type { Transcript } from '../transcript/transcript.ts'
import type { Channel } from '../wire/channel.ts'
import { WireError } from '../wire/failure.ts'
import { acceptTls } from '../wire/tls.ts'
import { currentTls, type TlsSource } from '../wire/tls/options.ts'
import { ExpectedSpeech, type ExpectedLine } from './expected-speech.ts'
import type { Performance, Side } from './player.ts'
import { failed, passed, type StepResult, type Stop } from './score.ts'
import { writePattern } from './write-reply.ts'

export interface ServerSideOptions {
  /** Milliseconds to wait for the client. */
  readonly timeout: number
  /** Settles after so many milliseconds, or when the connection is gone. */
  readonly wait: (ms: number) => Promise<void>
  readonly tls?: TlsSource
}

/**
 * Says what the server says, and holds what comes against what the script has the client say. A client may send ahead:
 * each of its commands is looked at when the script comes to the answer.
 */
export class ServerSide implements Side {
  readonly role = 'server'
  readonly #channel: Channel
  readonly #performance: Performance
  readonly #options: ServerSideOptions
  readonly #observer: Observer
  readonly #expected = new ExpectedSpeech()
  readonly #heard: ServerEvent[] = []
  #within: number | null = null
  #isChunkDue = false
  #hasHeard = false
  #content: Uint8Array[] = []

  constructor(channel: Channel, performance: Performance, options: ServerSideOptions) {
    this.#channel = channel
    this.#performance = performance
    this.#options = options
    this.#observer = new Observer({ lmtp: performance.script.protocol === 'lmtp' })
  }

  get capabilities(): Capabilities {
    return this.#observer.capabilities
  }

  get transcript(): Transcript {
    return this.#channel.recorder.transcript
  }

  open(): Promise<StepResult> {
    return Promise.resolve(passed())
  }

  clientSays(item: ClientItem, ms: number | null): Promise<null> {
    this.#expected.push(item, item.template)
    this.#within ??= ms
    return Promise.resolve(null)
  }

  async serverReplies({ alternatives }: ReplyItem): Promise<StepResult> {
    const result = await this.settle()
    if (result.verdict !== 'passed') return result
    return this.#say(writePattern(alternatives[0]!, this.#observer.due, this.#performance.variables))
  }

  async serverSays({ template }: OctetsItem): Promise<StepResult> {
    const result = await this.settle()
    return result.verdict === 'passed' ? this.#say(fillTemplate(template, this.#performance.variables)) : result
  }

  async secure(): Promise<StepResult> {
    const { tls, timeout } = this.#options
    if (!tls) return failed('a key and a certificate to do TLS with', 'none')
    const { protocol, cipher } = await this.#channel.upgrade((stream) => acceptTls(stream, currentTls(tls), timeout))
    this.#observer.handshake()
    // What was said in clear behind STARTTLS is not heard. RFC 3207 §6
    while (this.#expected.takeLine());
    this.#passDone()
    return passed(`${protocol} ${cipher}`)
  }

  async close({ by }: ClosedItem, ms: number | null): Promise<StepResult> {
    this.#within ??= ms
    const result = await this.#hearAll(by === 'client')
    if (result.verdict !== 'passed') return result
    if (by === 'server') {
      await this.leave()
      return result
    }
    const heard = await this.#nextEvent()
    if (heard !== (by === 'client' ? 'closed' : 'silence'))
      return failed(
        by === 'client' ? 'the client to close the connection' : 'nothing more from the client',
        show(heard),
      )
    if (by === 'timeout') this.#channel.close('timeout')
    return result
  }

  elide(item: EventItem, octets: number): Promise<void> {
    this.#expected.pushGap(item, octets)
    return Promise.resolve()
  }

  /** Hear what the next reply answers, where the script has the client say something before it. */
  async settle(): Promise<StepResult> {
    // A client that is to speak before it is greeted.
    if (this.#observer.state === 'connected' && this.#expected.next && !this.#hasHeard)
      await this.#receive(this.#options.timeout)
    while (!this.#observer.isMidReply && (this.#heard.length > 0 || this.#isSomethingDue)) {
      const stop = this.#hear(await this.#nextEvent())
      if (stop) return stop
    }
    return passed()
  }

  wait(ms: number): Promise<void> {
    return this.#options.wait(ms)
  }

  finish(): Promise<StepResult> {
    return this.#hearAll(false)
  }

  async leave(): Promise<void> {
    await this.#channel.end(LINGER)
    this.#channel.close()
  }

  explain(error: unknown): Stop | null {
    return error instanceof WireError ? failed('the conversation to go on', error.message) : null
  }

  get #isSomethingDue(): boolean {
    return this.#observer.due === null && (this.#isChunkDue || this.#expected.next !== null)
  }

  /** Hear all that can be heard while nothing is answered. */
  async #hearAll(mayBreakOff: boolean): Promise<StepResult> {
    while (this.#heard.length > 0 || this.#isSomethingDue) {
      const heard = await this.#nextEvent()
      if (heard === 'closed' && mayBreakOff && this.#isMidSpeech()) return passed()
      const stop = this.#hear(heard)
      if (stop) return stop
    }
    return passed()
  }

  /** Whether what is left to be said is the rest of a message, or a line without its end: the client may have said it. */
  #isMidSpeech(): boolean {
    const [line, ...more] = this.#expected.takeData()
    return this.#observer.state === 'data' || this.#isChunkDue || (line?.ending === '' && more.length === 0)
  }

  async #say(bytes: Uint8Array): Promise<StepResult> {
    this.#channel.recorder.sent(bytes)
    await this.#channel.write(bytes, this.#options.timeout)
    this.#observer.hearServer(bytes)
    this.#follow()
    return passed()
  }

  async #nextEvent(): Promise<Heard> {
    const ms = this.#within ?? this.#options.timeout
    this.#within = null
    for (;;) {
      const event = this.#heard.shift()
      if (event) return event
      const nothing = await this.#receive(ms)
      if (nothing) return nothing
    }
  }

  async #receive(ms: number): Promise<'closed' | 'silence' | null> {
    const arrival = await this.#channel.read(ms)
    if (arrival?.kind !== 'bytes') return arrival || this.#channel.isOver ? 'closed' : 'silence'
    this.#observer.hearClient(arrival.bytes)
    this.#hasHeard = true
    this.#follow()
    return null
  }

  #follow(): void {
    for (let seen = this.#observer.next(); seen; seen = this.#observer.next())
      if (seen.kind === 'client') this.#heard.push(seen.event)
  }

  /** Hold what was heard against what is expected. */
  #hear(heard: Heard): Stop | null {
    const stop = typeof heard === 'string' ? this.#missing(heard) : this.#compare(heard)
    if (!stop) this.#passDone()
    return stop
  }

  #passDone(): void {
    for (const item of this.#expected.takeDone()) this.#performance.score.add(item, passed())
  }

  #missing(heard: 'closed' | 'silence'): Stop {
    const item = this.#expected.next
    return item ? failed(item.source, show(heard), item) : failed('the rest of the chunk', show(heard))
  }

  #compare(event: ServerEvent): Stop | null {
    const { recorder } = this.#channel
    switch (event.kind) {
      case 'command':
        if (event.secret) recorder.secret('received', event.secret)
        this.#isChunkDue = event.command.verb === 'BDAT'
        return this.#compareLine(event.line)
      case 'auth-response':
        recorder.secret('received', event.line)
        return this.#compareLine(event.line)
      case 'data':
        if (this.#performance.exact) this.#content.push(event.bytes)
        // The script does not wait for the end of the message.
        if (!this.#isChunkDue && !this.#expected.hasEndOfData) this.#expected.takeData()
        return null
      case 'end-of-data':
        return this.#compareData(this.#expected.takeData())
      case 'chunk': {
        this.#isChunkDue = false
        const item = this.#expected.next
        return this.#compareContent(this.#expected.takeOctets(event.size, this.#performance.variables), item)
      }
      case 'notice':
        return null
    }
  }

  #compareLine(said: Uint8Array): Stop | null {
    const { variables, exact } = this.#performance
    const line = this.#expected.takeLine()
    const text = decode(said)
    // What was too long to be kept cannot be compared.
    if (line && said.length >= ceilings.commandLine) return null
    if (!line) return failed('nothing from the client here', escapeText(text))
    if (matchTemplate(asHeard(line.template), text, variables, { isCommand: !exact })) return null
    return failed(line.item.source, `${line.item.source.startsWith('C:') ? 'C: ' : ''}${escapeText(text)}`, line.item)
  }

  #compareData(lines: readonly ExpectedLine[]): Stop | null {
    if (!this.#performance.exact || lines.some(({ isGap }) => isGap)) return this.#compareContent(null)
    const wire = lines.flatMap(({ template, ending }) => [
      fillTemplate(template, this.#performance.variables),
      encode(ending),
    ])
    return this.#compareContent(new DataReader().read(concat([EMPTY, ...wire])).data, lines[0]?.item)
  }

  #compareContent(expected: Uint8Array | null, item: Item | null = null): Stop | null {
    const content = concat([EMPTY, ...this.#content])
    this.#content = []
    if (expected === null || !this.#performance.exact || equalBytes(expected, content)) return null
    return failed(escapeBytes(expected), escapeBytes(content), item ?? undefined)
  }
}

/** What a line is once corrections have been made and telnet's option bytes taken out, as by whoever reads it. */
function asHeard(template: Template): Template {
  return template.map((piece) => {
    if (piece.kind !== 'octets') return piece
    return { kind: 'octets', bytes: applyEditing(new TelnetFilter().filter(piece.bytes).clean) }
  })
}

/** What came: something the client said, or nothing. */
type Heard = ServerEvent | 'closed' | 'silence'

/** Milliseconds that the last words get to leave. */
const LINGER = 1_000

function show(heard: Heard): string {
  if (heard === 'closed') return 'the client closed the connection'
  if (heard === 'silence') return 'nothing within the time there was'
  return 'line' in heard ? escapeText(decode(heard.line)) : 'mail data'
}
