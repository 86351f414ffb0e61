/** Something that is to be said if nothing happens before. */
export class Alarm {
  #timer: NodeJS.Timeout | null = null

  /** Unless it is set already. */
  set(ms: number, ring: () => void): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null
      ring()
    }, ms)
  }

  clear(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }
}
