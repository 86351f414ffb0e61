import { Duplex } from 'node:stream'

/** One end of a connection in memory. As on a network nothing arrives at once, and the other end notices a close. */
class End extends Duplex {
  other: End | null = null

  constructor() {
    super({ allowHalfOpen: true })
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#later(chunk, done)
  }

  override _final(done: () => void): void {
    this.#later(null, done)
  }

  override _destroy(_error: Error | null, done: () => void): void {
    this.#later(null, done)
  }

  #later(chunk: Buffer | null, done: () => void): void {
    setImmediate(() => {
      if (this.other && !this.other.destroyed && !this.other.readableEnded) this.other.push(chunk)
      done()
    })
  }
}

export function connection(): [client: Duplex, server: Duplex] {
  const [client, server] = [new End(), new End()]
  client.other = server
  server.other = client
  return [client, server]
}
