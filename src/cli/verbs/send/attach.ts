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

  setType(type: string): string {
    this.#last = null
    return (this.#type = type)
  }

  setName(name: string): string {
    return (this.#name = name)
  }

  take(kind: 'attachment' | 'body', argument: string): AttachOption {
    if (this.#last !== null && this.#last !== kind) this.#type = undefined
    this.#last = kind
    const option = { argument, type: this.#type, name: this.#name }
    this.#name = undefined
    return option
  }
}
