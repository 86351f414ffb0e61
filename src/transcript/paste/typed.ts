import { betterPeer, readInfo } from './info.ts'
import { retype } from './tidy.ts'
import { isCommandLine, isEndOfData, isReplyLine, type Heard, type Utterance } from './utterance.ts'

/**
 * Read a conversation whose lines have no marks: a telnet or PuTTY log, or what a web page shows of one. Who spoke is
 * told by the numbers, except between 354 and the dot on a line by itself, where everything is the client's.
 */
export function readTyped(lines: readonly string[]): Heard | null {
  const reader = new TypedReader(lines)
  reader.read()
  const isConversation = reader.hasCommand && reader.hasReply
  return isConversation ? { peer: reader.peer, said: reader.said } : null
}

class TypedReader {
  readonly said: Utterance[] = []
  peer: string | null = null
  hasCommand = false
  hasReply = false
  readonly #lines: readonly string[]
  /** A log has the conversation and nothing else; a page has words around it. */
  readonly #isLog: boolean
  readonly #isOpenssl: boolean
  #isInTicket = false
  #at = 0
  #isOver = false
  /** So far a blank line has stood before everything that the server says. */
  #isSpaced = true
  /** The next dot on a line by itself; -1 where there is none any more. */
  #dot = -2
  /** The client's next line is an answer to 334, whatever it looks like. */
  #isAsked = false

  constructor(lines: readonly string[]) {
    this.#lines = lines
    this.#isLog = lines.some((line) => /^Escape character is |^=~=~=~|^CONNECTED\(/.test(line))
    this.#isOpenssl = lines.some((line) => line.startsWith('CONNECTED('))
  }

  read(): void {
    while (this.#at < this.#lines.length && !this.#isOver) {
      const line = this.#lines[this.#at++]!
      this.#readLine(undress(line))
    }
    const info = this.#lines
      .slice(this.#at)
      .map(readInfo)
      .find((each) => each?.said?.kind === 'closed')
    if (info?.said) this.said.push(info.said)
  }

  #readLine(text: string): void {
    if (text === '' || this.#isTicket(text)) return
    if (isReplyLine(text) && !this.#isAnswer()) return this.#hear(text)
    const info = readInfo(text)
    if (info) {
      this.peer = betterPeer(this.peer, info.peer)
      // telnet's "status" says so again.
      if (info.said && !(info.said.kind === 'open' && this.hasReply)) this.said.push(info.said)
      return
    }
    if (!this.#isClients(text)) return
    this.#isAsked = false
    this.hasCommand ||= isCommandLine(text)
    this.said.push({ kind: 'line', by: 'client', text: straighten(text) })
  }

  /** openssl s_client says in the middle of the conversation that it got something to resume the session with. */
  #isTicket(text: string): boolean {
    if (!this.#isOpenssl) return false
    if (text.startsWith('Post-Handshake New Session Ticket')) this.#isInTicket = true
    if (!this.#isInTicket) return this.#isRemark(text)
    this.#isInTicket = text !== '---'
    return true
  }

  /**
   * QUIRK: s_client takes a line that begins with R for the wish to negotiate anew, and one with Q for the wish to
   * end. It sends neither of them.
   */
  #isRemark(text: string): boolean {
    const unsent = text === 'RENEGOTIATING' ? /^R/ : text === 'DONE' ? /^Q/ : null
    const last = this.said.at(-1)
    if (unsent && last?.kind === 'line' && last.by === 'client' && unsent.test(last.text)) this.said.pop()
    if (text === 'DONE' && this.hasReply) this.said.push({ kind: 'closed', by: 'client' })
    return unsent !== null || /^(?:---|read R BLOCK|closed)$/.test(text)
  }

  #hear(text: string): void {
    // What s_client -starttls shows first is the last line of its own EHLO's reply.
    if (this.#isOpenssl && this.said.every(({ kind }) => kind !== 'line') && text.startsWith('250')) return
    this.hasReply = true
    const before = this.#lines[this.#at - 2] ?? ''
    this.#isSpaced &&= before === '' || isReplyLine(undress(before))
    this.said.push({ kind: 'line', by: 'server', text })
    if (/^354(?: |$)/.test(text)) this.#readData()
    this.#isAsked = /^334(?: |$)/.test(text)
    this.#isOver = /^[24]21(?: |$)/.test(text)
  }

  /** What looks like a reply and follows 334 is the client's answer, where the server's reply to it stands behind it. */
  #isAnswer(): boolean {
    if (!this.#isAsked) return false
    const next = this.#find((line) => line !== '')
    return next >= 0 && isReplyLine(undress(this.#lines[next]!))
  }

  #isClients(text: string): boolean {
    if (isCommandLine(text) || this.#isAsked) return true
    if (!this.hasReply || /^(?:\^\]|telnet>|Escape character is |Operating |---)/.test(text)) return false
    // Nothing that anybody knows, and refused for it at once.
    return this.#isLog || /^50\d(?: |-|$)/.test(undress(this.#lines[this.#at] ?? ''))
  }

  /** Everything up to the dot; without one, up to where the server speaks again. */
  #readData(): void {
    const dot = this.#findDot()
    const end = dot >= 0 ? dot : this.#find((line) => isReplyLine(undress(line)))
    const data = this.#lines.slice(this.#at, end < 0 ? undefined : end)
    this.#at += data.length + (dot >= 0 ? 1 : 0)
    // A page that puts a blank line before what the server says puts one behind it as well.
    if (this.#isSpaced && data[0] === '') data.shift()
    const text = dot >= 0 ? [...data, '.'] : withoutBlankEnd(data)
    for (const line of text) this.said.push({ kind: 'line', by: 'client', text: line })
  }

  #findDot(): number {
    if (this.#dot !== -1 && this.#dot < this.#at) this.#dot = this.#find(isEndOfData)
    return this.#dot
  }

  /** Where the first such line stands among those to come; -1: nowhere. */
  #find(test: (line: string) => boolean): number {
    for (let i = this.#at; i < this.#lines.length; i++) if (test(this.#lines[i]!)) return i
    return -1
  }
}

/** Without the bullet that a page has put before it, and with the hyphen that was a dash there. */
function undress(line: string): string {
  return line
    .trim()
    .replace(/^(?:[-*•·]|\d+[.)])\s+(?=[2-5]\d\d[ –—-]|[A-Z]{4}\b)/, '')
    .replace(/^([2-5]\d\d)[–—](?=\S)/, '$1-')
}

/** A command as it was before a terminal showed its backspaces as ^H, and a word processor improved its quotes. */
function straighten(text: string): string {
  return retype(text.replace(/\^[H?]/g, '\u007f'))
    .replace(/[“”]/g, '"')
    .replace(/[‘’]/g, "'")
}

function withoutBlankEnd(lines: readonly string[]): string[] {
  const last = lines.findLastIndex((line) => line !== '')
  return lines.slice(0, last + 1)
}
