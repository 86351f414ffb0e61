import { PassThrough, Writable } from 'node:stream'

/** A terminal as far as a line editor needs one: what it would show, from the sequences that are sent to it. */
export class Screen extends Writable {
  readonly isTTY = true
  columns: number
  readonly rows = 40
  /** Everything that was sent. */
  sent = ''
  #lines: string[] = ['']
  #row = 0
  #column = 0
  readonly #waiting: { readonly pattern: RegExp; readonly resolve: () => void }[] = []

  constructor(columns = 80) {
    super({ decodeStrings: false })
    this.columns = columns
  }

  /** The lines, white space at their ends left out, and without empty ones below. */
  get text(): string {
    return this.#lines
      .map((line) => line.trimEnd())
      .join('\n')
      .trimEnd()
  }

  /** Where the cursor is: the text before it on its line. */
  get beforeCursor(): string {
    return this.#lines[this.#row]!.slice(0, this.#column)
  }

  /** Until the screen shows something that fits. */
  async shows(pattern: RegExp): Promise<void> {
    if (pattern.test(this.text)) return
    await new Promise<void>((resolve, reject) => {
      const fail = () => reject(new Error(`the screen does not show ${pattern.source}\n${this.text}`))
      const timer = setTimeout(fail, 3000)
      this.#waiting.push({ pattern, resolve: () => (clearTimeout(timer), resolve()) })
    })
  }

  /** A window of another width. What is there stays as it is, as in a terminal that does not wrap anew. */
  resize(columns: number): void {
    this.columns = columns
    this.emit('resize')
  }

  override _write(chunk: string | Uint8Array, _encoding: string, done: () => void): void {
    const text = typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk)
    this.sent += text
    for (const part of text.match(/\x1b\[[\d;?]*[A-Za-z]|[^]/gu) ?? []) this.#take(part)
    for (const { pattern, resolve } of this.#waiting) if (pattern.test(this.text)) resolve()
    done()
  }

  #take(part: string): void {
    if (part === '\r') this.#column = 0
    else if (part === '\n') this.#moveTo(this.#row + 1, 0)
    else if (part.length > 2 && part.startsWith('\x1b')) this.#control(part.at(-1)!, part.slice(2, -1))
    else this.#put(part)
  }

  #put(character: string): void {
    if (this.#column === this.columns) this.#moveTo(this.#row + 1, 0)
    const line = this.#lines[this.#row]!.padEnd(this.#column)
    this.#lines[this.#row] = line.slice(0, this.#column) + character + line.slice(this.#column + 1)
    this.#column++
  }

  #control(letter: string, parameter: string): void {
    const n = Number(parameter || 1)
    switch (letter) {
      case 'A':
        return this.#moveTo(this.#row - n, this.#column)
      case 'B':
        return this.#moveTo(this.#row + n, this.#column)
      case 'C':
        return this.#moveTo(this.#row, this.#column + n)
      case 'D':
        return this.#moveTo(this.#row, this.#column - n)
      case 'G':
        return this.#moveTo(this.#row, n - 1)
      case 'J':
        this.#lines = this.#lines.slice(0, this.#row + 1)
        this.#lines[this.#row] = this.#lines[this.#row]!.slice(0, this.#column)
        return
      case 'm':
      case 'h':
      case 'l':
        return
      default:
        throw new Error(`a sequence that the screen does not know: ${JSON.stringify(parameter + letter)}`)
    }
  }

  #moveTo(row: number, column: number): void {
    this.#row = Math.max(0, row)
    this.#column = Math.max(0, column)
    while (this.#lines.length <= this.#row) this.#lines.push('')
  }
}

/** The keys of a terminal. */
export class Keyboard extends PassThrough {
  readonly isTTY = true
  isRaw = false

  setRawMode(isRaw: boolean): this {
    this.isRaw = isRaw
    return this
  }
}
