import { Alarm } from '../../../talk/alarm.ts'
import { TypedDecoder } from '../../../talk/octets.ts'

export const CTRL_C = '\x03'
export const CTRL_D = '\x04'

/** Asks the terminal to say where a paste begins and ends, or no longer to. */
export const bracketedPaste = { on: '\x1b[?2004h', off: '\x1b[?2004l' } as const
const PASTE_BEGINS = '\x1b[200~'
const PASTE_ENDS = '\x1b[201~'

/** The beginning of a key's sequence; over a slow line it comes in pieces. */
const unfinished = /\x1b(?:\[[\d;]*|O)?$/

/** Milliseconds after which it is not taken for a beginning any more: the Escape key by itself. */
const ESCAPE_TIME = 100

/** What belongs together: a sequence of one key, a line end, a control character, or text. */
const keys = /\x1b(?:\[[\d;]*[@-~]|O.|.)?|\r\n?|[\0-\x1f\x7f]|[^\0-\x1f\x7f]+/gsu

export interface Key {
  readonly key: string
  /** Not typed: a tab is no wish for a completion then. */
  readonly isPasted: boolean
}

/** Tells keys apart in what a terminal sends. */
export class KeyReader {
  readonly #onKey: (key: Key) => void
  readonly #decoder = new TypedDecoder()
  readonly #alarm = new Alarm()
  #begun = ''
  #isPasting = false

  constructor(onKey: (key: Key) => void) {
    this.#onKey = onKey
  }

  read(bytes: Uint8Array): void {
    this.#alarm.clear()
    const text = this.#begun + this.#decoder.decode(bytes)
    this.#begun = unfinished.exec(text)?.[0] ?? ''
    if (this.#begun !== '') this.#alarm.set(ESCAPE_TIME, () => this.#end())
    for (const key of text.slice(0, text.length - this.#begun.length).match(keys) ?? []) this.#tell(key)
  }

  #end(): void {
    const begun = this.#begun
    this.#begun = ''
    this.#tell(begun)
  }

  #tell(key: string): void {
    if (key === PASTE_BEGINS) this.#isPasting = true
    else if (key === PASTE_ENDS) this.#isPasting = false
    else this.#onKey({ key, isPasted: this.#isPasting })
  }
}

/** Whether a key is text to be put in as it is. */
export function isText(key: string): boolean {
  return key.length > 1 ? !key.startsWith('\x1b') && !key.startsWith('\r') : key >= ' ' && key !== '\x7f'
}

/** What is written on the keys for a control character. */
export function nameOfKey(control: string): string {
  return `Ctrl-${String.fromCharCode(control.charCodeAt(0) ^ 0x40)}`
}
