import { exitCodes } from '../../exit-codes.ts'
import { Complaint } from '../../verb.ts'

/** An attachment, or a form of the body, with what the options before it said about it. */
export interface AttachOption {
  /** Text, @file or -. */
  readonly argument: string
  readonly type: string | undefined
  /** '': without a name. */
  readonly name: string | undefined
}

/**
 * What `--attach-type` and `--attach-name` are about depends on their place: a type on all that follow, until bodies
 * give way to attachments or the other way round, and a name on the next one alone.
 */
export class AttachOrder {
  #type: string | undefined
  #name: string | undefined
  #last: 'attachment' | 'body' | null = null
  /** The option that nothing has come behind yet. */
  #waiting: '--attach-name' | '--attach-type' | null = null

  setType(type: string): string {
    this.#last = null
    this.#waiting = '--attach-type'
    return (this.#type = type)
  }

  setName(name: string): string {
    this.#waiting = '--attach-name'
    return (this.#name = name)
  }

  take(kind: 'attachment' | 'body', argument: string): AttachOption {
    if (this.#last !== null && this.#last !== kind) this.#type = undefined
    this.#last = kind
    const option = { argument, type: this.#type, name: this.#name }
    this.#name = undefined
    this.#waiting = null
    return option
  }

  /** @throws Complaint where something was said about an attachment that did not come */
  end(): void {
    if (this.#waiting === null) return
    const forms = this.#waiting === '--attach-type' ? '--attach or --attach-body' : '--attach'
    throw new Complaint(`${this.#waiting} is about the ${forms} behind it, and there is none`, exitCodes.usage)
  }
}
