import { concat, CR, EMPTY, LF, NUL } from './bytes.ts'

const SE = 240
const SB = 250
const WILL = 251
const WONT = 252
const DO = 253
const DONT = 254
export const IAC = 255
const BACKSPACE = 0x08
const DELETE = 0x7f

/**
 * The telnet protocol inside an SMTP connection, as a telnet program in its active mode speaks it.
 * Options are refused one by one (RFC 854, RFC 1143), everything else is taken out silently.
 */
export class TelnetFilter {
  #state: 'data' | 'iac' | 'option' | 'sub' | 'sub-iac' = 'data'
  #verb = 0
  readonly #refused = new Set<number>()

  /** @returns the octets that are SMTP, and what to answer at once */
  filter(bytes: Uint8Array): { clean: Uint8Array; answer: Uint8Array } {
    if (this.#state === 'data' && !bytes.includes(IAC)) return { clean: bytes, answer: EMPTY }
    const clean = new Uint8Array(bytes.length)
    const answer: number[] = []
    let length = 0
    for (const octet of bytes) {
      switch (this.#state) {
        case 'data':
          if (octet === IAC) this.#state = 'iac'
          else clean[length++] = octet
          break
        case 'iac':
          this.#state = 'data'
          if (octet === IAC) clean[length++] = octet
          else if (octet === SB) this.#state = 'sub'
          else if (octet >= WILL) {
            this.#verb = octet
            this.#state = 'option'
          }
          break
        case 'option':
          this.#state = 'data'
          this.#refuse(octet, answer)
          break
        case 'sub':
          if (octet === IAC) this.#state = 'sub-iac'
          break
        case 'sub-iac':
          this.#state = octet === SE ? 'data' : 'sub'
          break
      }
    }
    return { clean: clean.subarray(0, length), answer: Uint8Array.from(answer) }
  }

  /** Once an option and direction: a peer that asks again cannot start a loop. */
  #refuse(option: number, answer: number[]): void {
    if (this.#verb !== DO && this.#verb !== WILL) return
    const key = this.#verb * 256 + option
    if (this.#refused.has(key)) return
    this.#refused.add(key)
    answer.push(IAC, this.#verb === DO ? WONT : DONT, option)
  }
}

/** Whether `bytes` begins a telnet command at `at`. 0xFF is no part of UTF-8, so at a prompt it means nothing else. */
export function isTelnetCommand(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === IAC && (bytes[at + 1] === undefined || bytes[at + 1]! >= SE)
}

/** How many octets at the beginning of `bytes` are telnet commands. */
export function telnetPrefix(bytes: Uint8Array): number {
  let at = 0
  while (bytes[at] === IAC && isTelnetCommand(bytes, at) && bytes[at + 1] !== IAC)
    at = bytes[at + 1] === SB ? endOfSubnegotiation(bytes, at) : at + (bytes[at + 1]! >= WILL ? 3 : 2)
  return Math.min(at, bytes.length)
}

function endOfSubnegotiation(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(IAC, from + 2); at >= 0; at = bytes.indexOf(IAC, at + 2))
    if (bytes[at + 1] === SE) return at + 2
  return bytes.length
}

/** Whether a line holds an octet that a person's terminal sends and a program does not: one look for the usual case. */
export function looksTyped(line: Uint8Array): boolean {
  for (let i = 0; i < line.length; i++) {
    const octet = line[i]!
    if (octet >= DELETE ? octet === DELETE || octet === IAC : octet === BACKSPACE) return true
  }
  return false
}

/** Whether a line holds what {@link applyEditing} would apply. */
export function hasEditing(line: Uint8Array): boolean {
  for (let i = 0; i < line.length; i++) if (line[i] === BACKSPACE || line[i] === DELETE) return true
  return false
}

/** A typed line as it looked to the person who typed it: backspace and delete take the character before them. */
export function applyEditing(line: Uint8Array): Uint8Array {
  const out: number[] = []
  for (const octet of line) {
    if (octet !== BACKSPACE && octet !== DELETE) out.push(octet)
    else {
      // One character may be several octets of UTF-8.
      while (out.length > 0 && (out[out.length - 1]! & 0xc0) === 0x80) out.pop()
      out.pop()
    }
  }
  return Uint8Array.from(out)
}

/**
 * LF, CR NUL and bare CR become CRLF. For hand-typed mail data only, and only where the operator has asked for it:
 * reading them as line ends is what mail smuggling lives on (CVE-2023-51764).
 */
export class LineEndMender {
  #lastWasCr = false

  /** The mail data is over; but the first octet behind it may be the second half of a line end. */
  finish(bytes: Uint8Array): Uint8Array {
    return this.#lastWasCr && (bytes[0] === LF || bytes[0] === NUL) ? bytes.subarray(1) : bytes
  }

  mend(bytes: Uint8Array): Uint8Array {
    const parts: Uint8Array[] = []
    const ending = Uint8Array.of(CR, LF)
    let from = 0
    for (let i = 0; i < bytes.length; i++) {
      const octet = bytes[i]!
      const afterCr = this.#lastWasCr
      this.#lastWasCr = octet === CR
      if (octet !== CR && octet !== LF && !(octet === NUL && afterCr)) continue
      parts.push(bytes.subarray(from, i))
      from = i + 1
      if (octet === CR || (octet === LF && !afterCr)) parts.push(ending)
    }
    parts.push(bytes.subarray(from))
    return concat(parts)
  }
}
