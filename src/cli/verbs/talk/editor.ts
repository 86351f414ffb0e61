import { createInterface, type Interface } from 'node:readline'
import { Readable, Writable } from 'node:stream'
import type { Completion } from '../../../talk/complete.ts'
import { CTRL_D } from './keys.ts'

export interface EditorOptions {
  /** May begin a colour, which the typed text takes over. */
  readonly prompt: string
  /** Ends that colour. */
  readonly reset?: string
  /** The oldest first. */
  readonly history?: readonly string[]
  /** What is kept of a line; null: nothing. */
  readonly remember?: (line: string) => string | null
  readonly complete?: (line: string) => Promise<Completion>
  /** A completion is being looked up: no key may be pressed until it has been put in. */
  readonly onCompleting?: (work: Promise<void>) => void
  /** Show ways to go on, where Tab has found several. */
  readonly onChoices?: (candidates: readonly string[]) => void
  /** Show nothing of what is typed. */
  readonly isHidden?: boolean
  readonly onLine: (line: string) => void
  /** Ctrl-C */
  readonly onInterrupt: () => void
  /** Ctrl-D where nothing has been typed. */
  readonly onEnd: () => void
  /** Ctrl-Z */
  readonly onSuspend: () => void
}

/**
 * One line that is being edited at the bottom of the screen. It can step aside while something is printed above it,
 * and what was typed is taken off the screen when Enter is pressed: what became of it is for others to print.
 */
export class Editor {
  readonly #output: NodeJS.WriteStream
  readonly #options: EditorOptions
  readonly #keys = new Keys()
  readonly #pane: Pane
  readonly #readline: Interface
  #isShown = false
  /** Whether readline has drawn the line that is being typed, and remembers where. */
  #isDrawn = false

  constructor(output: NodeJS.WriteStream, options: EditorOptions) {
    const { prompt, history = [], remember, complete, isHidden = false } = options
    this.#output = output
    this.#pane = new Pane(output, isHidden)
    this.#options = options
    this.#readline = createInterface({
      input: this.#keys,
      output: this.#pane,
      terminal: true,
      prompt,
      history: [...history].reverse(),
      historySize: isHidden || !remember ? 0 : 1000,
      removeHistoryDuplicates: true,
      crlfDelay: Infinity,
      ...(complete && {
        completer: (line: string, done: Completed) =>
          options.onCompleting?.(this.#complete(line).then((found) => done(...found))),
      }),
    })
    this.#readline.on('history', (lines) => keep(lines, remember))
    this.#readline.on('SIGINT', options.onInterrupt)
    this.#readline.on('SIGTSTP', options.onSuspend)
    this.#readline.on('line', (line) => {
      this.#takeOff(line)
      options.onLine(line)
    })
  }

  /** What has been typed so far. */
  get text(): string {
    return this.#readline.line
  }

  /** A key that is no text. */
  press(key: string): void {
    if (key === CTRL_D && this.text === '') this.#options.onEnd()
    else this.#keys.emit('data', key)
  }

  /** Text, as it is; tabs too. */
  insert(text: string): void {
    this.#readline.write(text)
  }

  /** Forget what has been typed. */
  clear(): void {
    this.#readline.write(null, { ctrl: true, name: 'e' })
    this.#readline.write(null, { ctrl: true, name: 'u' })
  }

  show(): void {
    if (this.#isShown) return
    this.#isShown = true
    if (this.#options.isHidden) this.#output.write(this.#options.prompt)
    else {
      // To draw again, readline goes up by as many rows as the cursor is below the first.
      if (this.#isDrawn) this.#output.write('\n'.repeat(this.#readline.getCursorPos().rows))
      this.#isDrawn = true
      this.#readline.prompt(true)
    }
  }

  hide(): void {
    if (!this.#isShown) return
    this.#isShown = false
    this.#erase(this.#options.isHidden ? 0 : this.#readline.getCursorPos().rows)
  }

  /** The screen has another size now. */
  resize(): void {
    if (this.#isShown) this.#pane.emit('resize')
  }

  close(): void {
    this.hide()
    this.#readline.close()
  }

  /** readline's own list of choices would not be a comment. */
  async #complete(line: string): Promise<Parameters<Completed>> {
    const { complete, onChoices } = this.#options
    const { candidates, word } = await complete!(line)
    const common = commonBeginning(candidates)
    if (common.length > word.length || candidates.length === 1) return [null, [[common], word]]
    if (candidates.length > 1) onChoices?.(candidates)
    return [null, [[], word]]
  }

  /** The cursor is below the line that was entered. */
  #takeOff(line: string): void {
    this.#isShown = false
    this.#isDrawn = false
    if (this.#options.isHidden) return this.#erase(0)
    this.#readline.setPrompt(this.#options.prompt + line)
    const { rows } = this.#readline.getCursorPos()
    this.#readline.setPrompt(this.#options.prompt)
    this.#erase(rows + 1)
  }

  #erase(rowsAbove: number): void {
    const up = Math.min(rowsAbove, (this.#output.rows ?? 24) - 1)
    this.#output.write(`${this.#options.reset ?? ''}${up > 0 ? `\x1b[${up}A` : ''}\r\x1b[J`)
  }
}

type Completed = (error: null, found: [candidates: string[], word: string]) => void

function commonBeginning([first = '', ...others]: readonly string[]): string {
  let length = first.length
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length--
  return first.slice(0, length)
}

/** The newest line comes first. */
function keep(lines: string[], remember: ((line: string) => string | null) | undefined): void {
  if (!remember || lines.length === 0) return
  const kept = remember(lines[0]!)
  if (kept === null) lines.shift()
  else lines[0] = kept
}

/** A stream that says at once what it is told to say: keys and text must not overtake each other. */
class Keys extends Readable {
  constructor() {
    super({ read() {} })
  }
}

/** The part of the screen that is an editor's own. It hears of a new size only when the editor is shown. */
class Pane extends Writable {
  readonly #output: NodeJS.WriteStream

  constructor(output: NodeJS.WriteStream, isHidden: boolean) {
    super({
      decodeStrings: false,
      write: (chunk: string, _encoding, done) => {
        if (!isHidden) output.write(chunk)
        done()
      },
    })
    this.#output = output
  }

  get columns(): number {
    return this.#output.columns
  }
}
