import type { Usage } from '../server/practice/quotas.ts'
import type { Store, StoredMessage } from './store.ts'

/** Messages that are counted at a time. */
const PAGE = 1000

/** Counts what lies in mailboxes, once, and then keeps count. */
export class MailboxUsage {
  readonly #store: Store
  readonly #counted = new Map<string, Usage>()
  /** Grows with everything that happens, so that a count knows whether it is out of date when it is done. */
  #events = 0

  constructor(store: Store) {
    this.#store = store
    store.onEvent((event) => {
      if (event.kind === 'added') this.#add(event.message)
      if (event.kind === 'deleted') this.#counted.clear()
      if (event.kind === 'added' || event.kind === 'deleted') this.#events++
    })
  }

  async of(mailbox: string): Promise<Usage> {
    const known = this.#counted.get(mailbox)
    if (known) return known
    const before = this.#events
    const usage = await this.#count(mailbox)
    if (this.#events === before) this.#counted.set(mailbox, usage)
    return usage
  }

  async #count(mailbox: string): Promise<Usage> {
    let [messages, octets, before] = [0, 0, Infinity]
    for (;;) {
      const query = { terms: [{ field: 'mailbox', value: mailbox, isNot: false }] } as const
      const page = await this.#store.list(query, { limit: PAGE, ...(before < Infinity && { before }) })
      for (const message of page.messages) {
        before = Math.min(before, message.seq)
        if (!message.mailboxes.includes(mailbox)) continue
        messages++
        octets += message.content.size
      }
      if (page.messages.length < PAGE) return { messages, octets }
    }
  }

  #add({ mailboxes, content }: StoredMessage): void {
    for (const mailbox of mailboxes) {
      const known = this.#counted.get(mailbox)
      if (known) this.#counted.set(mailbox, { messages: known.messages + 1, octets: known.octets + content.size })
    }
  }
}
