import { connect, type Socket } from 'node:net'

/** A client that says octets and collects what comes back, with no idea of SMTP. */
export class Speaker {
  readonly socket: Socket
  heard = ''
  /** How it ended: 'end' is clean; a code is the system's, as ECONNRESET. Null while it goes on. */
  ended: string | null = null

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1')
    this.socket.on('data', (bytes) => (this.heard += bytes.toString('latin1')))
    this.socket.on('end', () => (this.ended ??= 'end'))
    this.socket.on('error', (error: NodeJS.ErrnoException) => (this.ended ??= error.code ?? 'error'))
  }

  say(...lines: readonly string[]): this {
    this.socket.write(lines.map((line) => `${line}\r\n`).join(''), 'latin1')
    return this
  }

  async hears(pattern: RegExp): Promise<string> {
    await until(
      () => pattern.test(this.heard),
      () => `${String(pattern)} in ${JSON.stringify(this.heard)}`,
    )
    return this.heard
  }

  async ends(): Promise<string> {
    await until(
      () => this.ended !== null,
      () => `the end behind ${JSON.stringify(this.heard)}`,
    )
    return this.ended!
  }

  /** Say each line when the one before has been answered. @returns what was answered to the last one, if anything was */
  async converse(...lines: readonly string[]): Promise<string> {
    await this.hears(/^220 .*\r\n/)
    let before = 0
    for (const line of lines) {
      before = this.heard.length
      this.say(line)
      await until(
        () => this.ended !== null || /^\d{3}(?: .*)?\r\n$/m.test(this.heard.slice(before)),
        () => `a reply to ${line}`,
      )
    }
    return this.heard.slice(before)
  }
}

export async function until(condition: () => boolean, what: () => string): Promise<void> {
  const deadline = Date.now() + 5000
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what()}`)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}
