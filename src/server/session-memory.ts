import type { RawRecord } from '../transcript/raw-record.ts'
import type { Recorder } from '../transcript/recorder.ts'
import type { Transcript } from '../transcript/transcript.ts'

/** A conversation that is over. */
export class SessionMemory {
  readonly id: string
  readonly clientAddress: string | null
  readonly hasQuit: boolean
  readonly user: string | null
  readonly isClosed = true
  readonly #recorder: Recorder

  constructor(
    { id, clientAddress, hasQuit, user }: Pick<SessionMemory, 'id' | 'clientAddress' | 'hasQuit' | 'user'>,
    recorder: Recorder,
  ) {
    this.id = id
    this.clientAddress = clientAddress
    this.hasQuit = hasQuit
    this.user = user
    this.#recorder = recorder
  }

  get transcript(): Transcript {
    return this.#recorder.transcript
  }

  get raw(): RawRecord {
    return this.#recorder.raw
  }
}
