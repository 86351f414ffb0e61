import { decode, LF, CR, concat, EMPTY } from '../../../protocol/bytes.ts'
import type { Style } from '../../../report/style.ts'
import type { TalkLine } from '../../../talk/line.ts'
import type { Files, Surroundings } from '../../../talk/surroundings.ts'
import type { Talk } from '../../../talk/talk.ts'
import { paint } from './paint.ts'

export interface PipeOptions {
  readonly input: NodeJS.ReadableStream & { destroy(): unknown }
  readonly output: NodeJS.WritableStream
  readonly style: Style
  /** The character that makes a line a local command; null: none does. */
  readonly escape: string | null
  readonly files: Files
  /** Say QUIT at the end of the input, unless the input did. */
  readonly quit: boolean
  /** Do not wait for replies. */
  readonly pipelining: boolean
}

/** A conversation whose lines come from a pipe or a file. Nobody can be asked anything. */
export class TalkPipe implements Surroundings {
  readonly isAttended = false
  readonly files: Files
  readonly #options: PipeOptions

  constructor(options: PipeOptions) {
    this.#options = options
    this.files = options.files
  }

  /**
   * Go on with a conversation that has been opened: say the lines, each when the one before has been answered.
   * @returns whether the input was whole: a message that was begun in it also ended
   */
  async hold(talk: Talk): Promise<boolean> {
    const { input, quit, pipelining } = this.#options
    try {
      for await (const line of linesOf(input as AsyncIterable<Uint8Array>)) {
        if (!pipelining) await talk.idle()
        if (talk.isOver || talk.session.state === 'closing') {
          talk.show('warning', 'the rest of the input is not sent')
          break
        }
        await this.#say(talk, line)
      }
    } catch (error) {
      // The conversation was over first, and the input was closed for that.
      if (!talk.isOver) throw error
    }
    await talk.idle()
    const isWhole = !talk.isInData
    if (quit) await talk.quit()
    else talk.leave()
    return isWhole
  }

  async #say(talk: Talk, line: Uint8Array): Promise<void> {
    const { escape } = this.#options
    if (escape === null || !decode(line.subarray(0, 4)).startsWith(escape)) return talk.say(line)
    const { runLocal } = await import('../../../talk/local.ts')
    await runLocal(talk, decode(line).slice(escape.length))
  }

  show(lines: readonly TalkLine[]): void {
    const { output, style } = this.#options
    output.write(lines.map((line) => `${paint(style, line)}\n`).join(''))
  }

  readonly ask = (): Promise<null> => Promise.resolve(null)

  paste(): Promise<null> {
    return Promise.resolve(null)
  }

  over(): void {
    this.#options.input.destroy()
  }
}

/** Lines without their ends, LF or CRLF; octets behind the last one are a line too. */
async function* linesOf(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let begun: Uint8Array[] = []
  for await (const bytes of input) {
    let from = 0
    for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, from)) {
      yield withoutCr(concat([...begun, bytes.subarray(from, at)]))
      begun = []
      from = at + 1
    }
    begun.push(bytes.subarray(from))
  }
  const last = concat([EMPTY, ...begun])
  if (last.length > 0) yield withoutCr(last)
}

function withoutCr(line: Uint8Array): Uint8Array {
  return line.at(-1) === CR ? line.subarray(0, -1) : line
}
