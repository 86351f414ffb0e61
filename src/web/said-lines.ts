import { decode } from '../protocol/bytes.ts'
import { escapeBytes } from '../protocol/escapes.ts'
import type { Reply } from '../protocol/reply.ts'
import type { Occasion } from '../protocol/transitions.ts'
import type { SessionLine } from './session-lines.ts'

/**
 * What one side has said and what has not been understood yet. Commands, and replies to them, may come several in one
 * breath (RFC 2920 §3.1): which line is meant is found by what it says, and is the last one where nothing fits.
 */
export class SaidLines {
  last: SessionLine | null = null
  #open: SessionLine[] = []

  add(line: SessionLine): void {
    this.last = line
    this.#open.push(line)
  }

  /** The line that a command stood on. */
  takeCommand(command: Uint8Array): SessionLine | null {
    const [plain, escaped] = [decode(command), escapeBytes(command)]
    return this.#take(({ text }) => text === plain || text.startsWith(escaped))
  }

  /** The end of mail data, or whatever else is no command. */
  takeData(occasion: Occasion | null): SessionLine | null {
    return occasion === 'end-of-data' ? this.#take(({ text }) => text === '.') : this.last
  }

  /** The last line of a reply: what it says is known then. */
  takeReply({ code, lines }: Reply): SessionLine | null {
    const whole = this.#open[lines.length - 1]
    if (whole?.text.startsWith(String(code))) {
      this.#open.splice(0, lines.length)
      return whole
    }
    return this.#take(({ text }) => new RegExp(`^${code}(?!-)`).test(text))
  }

  #take(fits: (line: SessionLine) => boolean): SessionLine | null {
    const index = this.#open.findIndex(fits)
    if (index < 0) return this.last
    const line = this.#open[index]!
    this.#open.splice(0, index + 1)
    return line
  }
}
