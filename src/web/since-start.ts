import type { Store } from '../store/store.ts'

/** What has happened to the store since the web side was made. */
export class SinceStart {
  messages = 0
  /** Of those messages. */
  octets = 0
  /** Deleted, or thrown out to make room. */
  deleted = 0

  constructor(store: Pick<Store, 'onEvent'>) {
    store.onEvent((event) => {
      if (event.kind === 'deleted') this.deleted += event.count
      if (event.kind !== 'added') return
      this.messages++
      this.octets += event.message.content.size
    })
  }
}
