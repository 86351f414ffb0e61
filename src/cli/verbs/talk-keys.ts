import { Alarm } from '../../talk/alarm.ts'
import { TypedDecoder } from '../../talk/octets.ts'

export const CTRL_C = '\x03'
export const CTRL_D = '\x04'

/** The beginning of a key's sequence; over a slow line it comes in pieces. */
const unfinished = /\x1b(?:\[[\d;]*|O)?$/

/** Milliseconds after which it is not taken for a beginning any more: the Escape key by itself. */
const ESCAPE_TIME = 100

/** What belongs together: a sequence of one key, a line end, a control character, or text. */
const keys = /\x1b(?:\[[\d;]*[@-~]|O.|.)?|\r\n?|[\0-\x08\n-\x1f\x7f]|[^\0-\x08\n-\x1f\x7f]+/gsu

/** Tells keys apart in what a terminal sends. A tab is a key by itself, and part of the text among other text. */
export class KeyReader {
  readonly #onKey: (key: string) => void
  readonly #decoder = new TypedDecoder()
  readonly #alarm = new Alarm()
  #begun = ''

  constructor(onKey: (key: string) => void) {
    this.#onKey = onKey
  }

  read(bytes: Uint8Array): void {
    this.#alarm.clear()
    const text = this.#begun + this.#decoder.decode(bytes)
    this.#begun = unfinished.exec(text)?.[0] ?? ''
    if (this.#begun !== '') this.#alarm.set(ESCAPE_TIME, () => this.#end())
    for (const key of text.slice(0, text.length - this.#begun.length).match(keys) ?? []) this.#onKey(key)
  }

  #end(): void {
    const begun = this.#begun
    this.#begun = ''
    this.#onKey(begun)
  }
}

/** Whether a key is text to be put in as it is. */
export function isText(key: string): boolean {
  return key.length > 1 ? !key.startsWith('\x1b') && !key.startsWith('\r') : key >= ' ' && key !== '\x7f'
}
