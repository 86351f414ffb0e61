import { openSync, writeSync } from 'node:fs'
import { ConversationPrinter, type ShownLine } from '../../../report/conversation.ts'
import type { ColorChoice, Style } from '../../../report/style.ts'
import type { Turn } from '../../../transcript/dialogue.ts'
import type { TlsDetails, TranscriptEvent } from '../../../transcript/event.ts'
import { cannotWrite } from '../../output.ts'
import { printable } from '../../printable.ts'
import { colorOption, InvalidArgumentError, Option, styleFor, terminal, type Verb } from '../../verb.ts'

export interface OutputFlags {
  readonly suppressData?: boolean
  /** 'i': in whole seconds. */
  readonly showTimeLapse?: string
  readonly format: 'smtp' | 'swaks'
  // True unless --no-…
  readonly hints: boolean
  readonly sendHints: boolean
  readonly receiveHints: boolean
  readonly infoHints: boolean
  readonly hideReceive?: boolean
  readonly hideSend?: boolean
  readonly hideInformational?: boolean
  readonly hidePrehello?: boolean
  readonly hideData?: boolean
  readonly hideAll?: boolean
  readonly silent?: 1 | 2 | 3
  readonly outputFile?: string
  readonly outputFileStdout?: string
  readonly outputFileStderr?: string
  readonly json?: boolean
  readonly color: ColorChoice
}

export function addOutputOptions(verb: Verb): Verb {
  return verb
    .option('-n, --suppress-data', 'count the lines of the message, and do not show them')
    .option('--show-time-lapse [i]', 'show how long each answer took; i: in whole seconds')
    .addOption(
      new Option('--format <form>', 'how the conversation is shown').choices(['smtp', 'swaks']).default('smtp'),
    )
    .option('--hide-receive', 'do not show what the server says')
    .option('--hide-send', 'do not show what is said to it')
    .option('--hide-informational', 'do not show remarks')
    .option('--hide-prehello', 'do not show what comes before the hello')
    .option('--hide-data', 'do not show the message, nor count it')
    .option('--hide-all', 'show nothing, errors neither')
    .option('--no-hints', 'leave out the C: and S: in front of lines')
    .option('--no-send-hints', 'leave out the C:')
    .option('--no-receive-hints', 'leave out the S:')
    .option('--no-info-hints', 'leave out the #')
    .addOption(
      new Option(
        '-S, --silent [level]',
        '1: show everything if something goes wrong, and else nothing; 2: errors; 3: nothing',
      ).argParser(readLevel),
    )
    .option('--output-file <file>', 'write everything into a file')
    .option('--output-file-stdout <file>', 'what goes to standard output; &STDERR for standard error')
    .option('--output-file-stderr <file>', 'what goes to standard error; &STDOUT for standard output')
    .addOption(colorOption())
}

function readLevel(text: string): number {
  if (/^[123]?$/.test(text)) return Number(text || 1)
  throw new InvalidArgumentError('Write 1, 2 or 3.')
}

/** What a person sees of a conversation while it goes on, and of the trouble with it. */
export class SendView {
  readonly #flags: OutputFlags
  readonly #outputs: Outputs
  readonly #style: Style
  readonly #printer: ConversationPrinter
  /** What is shown if something goes wrong; null where it is shown at once. */
  #held: string[] | null
  #hasSaidHello = false
  #target = ''

  /** @throws Complaint where a file cannot be written */
  constructor(
    flags: OutputFlags,
    protocol: 'smtp' | 'lmtp',
    certificate: ((tls: TlsDetails) => readonly string[]) | null = null,
  ) {
    this.#flags = flags
    this.#outputs = openOutputs(flags)
    this.#style = styleFor(terminal.stdout, this.#outputs.isFile && flags.color === 'auto' ? 'never' : flags.color)
    this.#held = flags.silent === 1 ? [] : null
    this.#printer = new ConversationPrinter(
      { role: 'client', protocol },
      {
        style: this.#style,
        certificate,
        ...(flags.suppressData && { dataLines: 0 }),
        ...(flags.showTimeLapse !== undefined && { comment: (turn) => writeLapse(turn, flags.showTimeLapse === 'i') }),
      },
    )
  }

  connecting(to: string): void {
    this.#target = to
    this.#show(remarkLine(`connecting to ${to}`, this.#style.dim))
  }

  event(event: TranscriptEvent): void {
    if (event.kind === 'open' && event.remote !== this.#target)
      this.#show(remarkLine(`connected to ${event.remote}`, this.#style.dim))
    for (const line of this.#printer.readLines(event)) this.#show(line)
  }

  remark(text: string): void {
    this.#show(remarkLine(text, this.#style.unsure))
  }

  /** Trouble, in one line or several. */
  complain(...lines: readonly string[]): void {
    for (const line of this.#held ?? []) this.#outputs.out(line)
    this.#held = null
    if (this.#flags.hideAll || this.#flags.silent === 3) return
    for (const line of lines) this.#outputs.error(`${printable(line)}\n`)
  }

  /** What was asked for in so many words, and is never hidden. */
  print(text: string): void {
    this.#outputs.out(text)
  }

  #show(line: ShownLine): void {
    if (line.by === 'client' && /^(?:EHLO|HELO|LHLO)\b/i.test(line.text)) this.#hasSaidHello = true
    if (this.#isHidden(line)) return
    const text = `${line.paint(`${this.#markOf(line)}${line.text}`)}\n`
    if (this.#held) this.#held.push(text)
    else this.#outputs.out(text)
  }

  #isHidden({ by, isData }: ShownLine): boolean {
    const flags = this.#flags
    if (flags.json || flags.hideAll || flags.silent === 2 || flags.silent === 3) return true
    if (flags.hidePrehello && !this.#hasSaidHello) return true
    if (flags.hideData && isData) return true
    return (by === 'client' ? flags.hideSend : by === 'server' ? flags.hideReceive : flags.hideInformational) ?? false
  }

  #markOf({ by, mark, text }: ShownLine): string {
    const { hints, sendHints, receiveHints, infoHints, format } = this.#flags
    const isShown = by === 'client' ? hints && sendHints : by === 'server' ? hints && receiveHints : infoHints
    if (!isShown || mark === '') return ''
    return format === 'swaks' ? swaksMark(by, text) : `${mark} `
  }
}

function remarkLine(text: string, paint: ShownLine['paint']): ShownLine {
  return { by: 'remark', mark: '#', text, isData: false, paint }
}

function swaksMark(by: ShownLine['by'], text: string): string {
  if (by === 'remark') return '=== '
  if (by === 'client') return ' -> '
  return /^[23]\d\d/.test(text) ? '<-  ' : '<** '
}

function writeLapse({ askedAt, repliedAt }: Turn, isWhole: boolean): string | null {
  if (askedAt === null || repliedAt === null) return null
  const ms = repliedAt - askedAt
  return isWhole ? `answered in ${Math.round(ms / 1000)} s` : `answered in ${ms.toFixed(1)} ms`
}

interface Outputs {
  readonly out: (text: string) => void
  readonly error: (text: string) => void
  /** Whether the conversation goes into a file. */
  readonly isFile: boolean
}

function openOutputs(flags: OutputFlags): Outputs {
  const { outputFile, outputFileStdout = outputFile, outputFileStderr = outputFile } = flags
  const files = new Map<string, number>()
  const writer = (name: string | undefined, usual: NodeJS.WriteStream) => {
    const stream = name === '&STDOUT' ? terminal.stdout : name === '&STDERR' ? terminal.stderr : usual
    if (name === undefined || name.startsWith('&STD')) return (text: string) => void stream.write(text)
    const file = files.get(name) ?? openFile(name)
    files.set(name, file)
    return (text: string) => void writeSync(file, text)
  }
  return {
    out: writer(outputFileStdout, terminal.stdout),
    error: writer(outputFileStderr, terminal.stderr),
    isFile: outputFileStdout !== undefined,
  }
}

function openFile(name: string): number {
  try {
    return openSync(name, 'w')
  } catch (error) {
    throw cannotWrite(name, error)
  }
}
