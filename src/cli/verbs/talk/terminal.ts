import type { Style } from '../../../report/style.ts'
import { completeCommand } from '../../../talk/complete.ts'
import type { TalkLine } from '../../../talk/line.ts'
import { isResponse } from '../../../talk/expected.ts'
import { typedBytes } from '../../../talk/octets.ts'
import { withoutSecret } from '../../../talk/secret.ts'
import type { Files, Surroundings } from '../../../talk/surroundings.ts'
import type { Talk } from '../../../talk/talk.ts'
import { Editor } from './editor.ts'
import type { History } from './history.ts'
import { bracketedPaste, CTRL_C, isText, KeyReader, nameOfKey, type Key } from './keys.ts'
import { fold, paint } from './paint.ts'

export interface TerminalOptions {
  readonly input: NodeJS.ReadStream
  readonly output: NodeJS.WriteStream
  readonly style: Style
  /** The character that leads to the local prompt; null: none does. */
  readonly escape: string | null
  /** Tell at the beginning how to get to the local prompt. Default false. */
  readonly introduces?: boolean
  readonly history: History
  readonly files: Files
}

/** Milliseconds after Ctrl-Z; who counts them was not stopped, or goes on again. */
const STILL_AWAKE = 100

/** A conversation at a terminal: a line to edit at the bottom, and above it what has been said. */
export class TalkTerminal implements Surroundings {
  readonly isAttended = true
  readonly files: Files
  readonly #options: TerminalOptions
  readonly #keys = new KeyReader((key) => this.#take(key))
  /** Keys that wait for what those before them have set going. */
  #typed: Key[] = []
  #isHolding = false
  #talk!: Talk
  #hasBegun = false
  #command!: Editor
  #local!: Editor
  #active: Editor | null = null
  #wasInterrupted = false
  #finish = () => {}

  constructor(options: TerminalOptions) {
    this.#options = options
    this.files = options.files
  }

  /** Go on with a conversation that has been opened. Settles when the person leaves; always true. */
  async hold(talk: Talk): Promise<true> {
    const finished = new Promise<void>((resolve) => {
      this.#finish = resolve
    })
    this.#talk = talk
    this.#hasBegun = true
    this.#createEditors()
    this.#listen(true)
    this.#introduce()
    this.#activate(this.#command)
    if (talk.isOver) this.over()
    await finished
    this.#activate(null)
    this.#listen(false)
    return true
  }

  show(lines: readonly TalkLine[]): void {
    const { output, style } = this.#options
    this.#active?.hide()
    const folded = lines.flatMap((line) => fold(line, output.columns))
    output.write(folded.map((line) => `${paint(style, line)}\n`).join(''))
    this.#active?.show()
  }

  readonly ask = (question: string, { hidden = false } = {}): Promise<string | null> =>
    this.#borrow({
      prompt: `# ${question}`,
      isHidden: hidden,
      onLine: (line, done) => {
        if (!hidden) this.#note(`${question}${line}`)
        done(line)
      },
      onEnd: (done) => done(null),
    })

  async paste(): Promise<Uint8Array | null> {
    const lines: string[] = []
    this.#note('type or paste the message; Ctrl-D on a line of its own ends it, Ctrl-C gives it up')
    const text = await this.#borrow({
      prompt: '# | ',
      onLine: (line) => {
        lines.push(`${line}\r\n`)
        this.#note(`| ${line}`)
      },
      onEnd: (done) => done(lines.length === 0 ? null : lines.join('')),
    })
    return text === null ? null : typedBytes(text)
  }

  over(): void {
    if (!this.#hasBegun) return
    if (!this.#talk.isDone) this.#note('the local commands save, explain and timing still work; "quit" leaves')
    if (this.#talk.isDone) this.#finish()
    else if (this.#active === this.#command) this.#activate(this.#local)
  }

  #introduce(): void {
    const { escape, introduces = false } = this.#options
    if (!introduces || escape === null) return
    const key = isText(escape) ? `${escape} at the beginning of a line` : nameOfKey(escape)
    this.#note(`${key} leads to the local prompt; "help" there tells what it is for`)
  }

  #createEditors(): void {
    const { history, style, output } = this.#options
    const talk = this.#talk
    for (const line of history.lines) talk.addresses.note(line)
    // The colour of the prompt goes on to what is typed behind it.
    const [prompt, reset] = style.client('C: \n').split('\n') as [string, string]
    this.#command = new Editor(output, {
      prompt,
      reset,
      history: history.lines,
      remember: (line) => this.#rememberable(line),
      complete: (line) => Promise.resolve(completeCommand(line, this.#context)),
      onCompleting: (work) => void this.#hold(work),
      onChoices: (candidates) => this.#noteChoices(candidates),
      onLine: (line) => this.#say(line),
      onInterrupt: () => void this.#interrupt(),
      onEnd: () => this.#end(),
      onSuspend: () => this.#suspend(),
    })
    this.#local = new Editor(output, {
      prompt: 'parley> ',
      remember: (line) => line,
      complete: async (line) => {
        const { completeLocal } = await import('../../../talk/complete-local.ts')
        return completeLocal(line, this.#talk.standing, this.files)
      },
      onCompleting: (work) => void this.#hold(work),
      onChoices: (candidates) => this.#noteChoices(candidates),
      onLine: (line) => void this.#runLocal(line),
      onInterrupt: () => this.#comeBack(),
      onEnd: () => this.#comeBack(),
      onSuspend: () => this.#suspend(),
    })
  }

  get #context() {
    const { addresses, helloName, standing } = this.#talk
    return { ...standing, helloName, addresses: addresses.list }
  }

  /** Ask for something in the place of what is being typed; what was begun there comes back afterwards. */
  #borrow(question: {
    readonly prompt: string
    readonly isHidden?: boolean
    readonly onLine: (line: string, done: (answer: string | null) => void) => void
    readonly onEnd: (done: (answer: string | null) => void) => void
  }): Promise<string | null> {
    const before = this.#active
    return new Promise((resolve) => {
      const done = (answer: string | null) => {
        this.#activate(null)
        editor.close()
        this.#activate(before)
        resolve(answer)
      }
      const editor = new Editor(this.#options.output, {
        prompt: question.prompt,
        isHidden: question.isHidden ?? false,
        onLine: (line) => {
          question.onLine(line, done)
          if (this.#active === editor) editor.show()
        },
        onInterrupt: () => done(null),
        onEnd: () => question.onEnd(done),
        onSuspend: () => this.#suspend(),
      })
      this.#activate(editor)
    })
  }

  #activate(editor: Editor | null): void {
    this.#active?.hide()
    this.#active = editor === this.#command && this.#talk.isOver ? this.#local : editor
    this.#active?.show()
  }

  #note(text: string): void {
    this.show([{ kind: 'comment', text: `# ${text}` }])
  }

  #noteChoices(candidates: readonly string[]): void {
    this.#note(candidates.map((candidate) => candidate.trim()).join('  '))
  }

  #say(line: string): void {
    const rememberable = this.#rememberable(line)
    if (rememberable !== null) this.#options.history.add(rememberable)
    void this.#talk.say(typedBytes(line))
    this.#active?.show()
  }

  /** A line without what nobody is to find later: credentials, and what is written in a mail. */
  #rememberable(line: string): string | null {
    const { expected, isInAuth } = this.#talk
    if (expected === 'data') return null
    const isCredential = expected === 'credential' && (isInAuth || isResponse(typedBytes(line)))
    return isCredential ? null : withoutSecret(line)
  }

  async #runLocal(line: string): Promise<void> {
    this.#active = null
    if (line.trim() !== '') this.#note(`parley> ${line}`)
    if (line.trim() === '' && this.#talk.isOver) return this.#talk.leave()
    this.#activate(this.#command)
    let running = Promise.resolve()
    // What is typed meanwhile may be meant for a question that the command asks.
    await this.#hold(
      import('../../../talk/local.ts').then(({ runLocal }) => {
        running = runLocal(this.#talk, line)
      }),
    )
    await running
  }

  #comeBack(): void {
    if (this.#talk.isOver) this.#talk.leave()
    else this.#activate(this.#command)
  }

  /** Ctrl-C: clears the line; in mail data offers to give the message up; twice, hangs up. */
  async #interrupt(): Promise<void> {
    const isSecond = this.#wasInterrupted && this.#command.text === ''
    this.#wasInterrupted = true
    this.#command.clear()
    const dropped = this.#talk.dropHeld()
    if (dropped > 0)
      this.#note(`${dropped === 1 ? 'one line that waited is' : `${dropped} lines that waited are`} dropped`)
    if (this.#talk.isInData) return this.#offerAbort()
    if (isSecond) this.#talk.leave()
    else this.#note('Ctrl-C again hangs up; QUIT or Ctrl-D says goodbye')
  }

  async #offerAbort(): Promise<void> {
    const question = 'give the message up, and the connection with it? [y/N] '
    const answer = await this.ask(question)
    if (answer === null || /^y/i.test(answer)) this.#talk.close()
  }

  #end(): void {
    if (this.#talk.isInData) this.#note('a dot on a line by itself ends the message; Ctrl-C gives it up')
    else void this.#talk.quit()
  }

  #suspend(): void {
    this.#active?.hide()
    this.#listen(false)
    const comeBack = () => {
      clearTimeout(timer)
      process.off('SIGCONT', comeBack)
      this.#listen(true)
      this.#active?.show()
    }
    // Nobody is put to sleep whom no shell would wake.
    const timer = setTimeout(comeBack, STILL_AWAKE)
    process.once('SIGCONT', comeBack)
    process.kill(0, 'SIGTSTP') // all that the shell takes for one job, as npx and what it runs
  }

  #listen(isOn: boolean): void {
    const { input, output } = this.#options
    input.setRawMode(isOn)
    output.write(isOn ? bracketedPaste.on : bracketedPaste.off)
    if (isOn) input.on('data', this.#onData).resume()
    else input.off('data', this.#onData).pause()
    if (isOn) output.on('resize', this.#onResize)
    else output.off('resize', this.#onResize)
  }

  readonly #onResize = (): void => this.#active?.resize()

  readonly #onData = (bytes: Uint8Array): void => this.#keys.read(bytes)

  #take(key: Key): void {
    this.#typed.push(key)
    this.#pressTyped()
  }

  #pressTyped(): void {
    while (!this.#isHolding && this.#typed.length > 0) this.#press(this.#typed.shift()!)
  }

  /** No key is pressed until this is done. */
  async #hold(work: Promise<void>): Promise<void> {
    this.#isHolding = true
    await work
    this.#isHolding = false
    this.#pressTyped()
  }

  #press({ key, isPasted }: Key): void {
    const editor = this.#active
    if (!editor) return
    if (key !== CTRL_C) this.#wasInterrupted = false
    const { escape } = this.#options
    if (escape !== null && this.#isEscape(key, escape, editor)) {
      this.#pressEscape(editor)
      if (key !== escape) this.#press({ key: key.slice(escape.length), isPasted })
    } else if (isText(key) || (key === '\t' && (isPasted || this.#talk.expected === 'data'))) editor.insert(key)
    else editor.press(key)
  }

  /** A visible character counts where a command begins: anywhere else it is a part of one. */
  #isEscape(key: string, escape: string, editor: Editor): boolean {
    return isText(escape) ? editor === this.#command && editor.text === '' && key.startsWith(escape) : key === escape
  }

  /** To the local prompt, back from it, or out of a question. */
  #pressEscape(editor: Editor): void {
    if (editor === this.#command) this.#activate(this.#local)
    else editor.press(CTRL_C)
  }
}
