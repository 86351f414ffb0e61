/** Lines that were entered, to go back to. What was begun when going back is kept too. */
export class LineHistory {
  #lines: string[] = []
  #at = 0
  #begun = ''

  /** Two alike in a row are one. */
  add(line: string): void {
    if (line !== '' && this.#lines.at(-1) !== line) this.#lines.push(line)
    if (this.#lines.length > 500) this.#lines.shift()
    this.#at = this.#lines.length
    this.#begun = ''
  }

  /** @param now what stands in the field @returns what is to stand there; null where there is nothing further back */
  back(now: string): string | null {
    if (this.#at === 0) return null
    if (this.#at === this.#lines.length) this.#begun = now
    return this.#lines[--this.#at]!
  }

  forth(): string | null {
    if (this.#at >= this.#lines.length) return null
    return ++this.#at === this.#lines.length ? this.#begun : this.#lines[this.#at]!
  }
}

/** The beginning that all of them share. */
export function commonBeginning([first = '', ...others]: readonly string[]): string {
  let length = first.length
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length--
  return first.slice(0, length)
}
