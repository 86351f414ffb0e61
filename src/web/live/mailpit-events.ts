import type { WebSocket } from 'ws'
import type { Site } from '../site.ts'
import { summaryOf } from '../v1/summary.ts'
import type { LiveEvent } from './feed.ts'
import { sendFrame } from './sockets.ts'

/** Milliseconds in which changes of the counts are gathered. */
const GATHERED = 250

/** What happens, in mailpit's words: new, update, delete, prune and stats. */
export function tellMailpitEvents(socket: WebSocket, site: Site): void {
  const { store } = site.host
  let timer: NodeJS.Timeout | null = null
  const tellStats = async () => {
    timer = null
    const { messages, unread } = await store.counts()
    sendFrame(socket, { Type: 'stats', Data: { Total: messages, Unread: unread, Version: site.version } })
  }
  const tell = async (event: LiveEvent) => {
    if (event.kind === 'added') sendFrame(socket, { Type: 'new', Data: await summaryOf(event.message) })
    else if (event.kind === 'changed')
      for (const { id, isRead, tags } of event.messages)
        sendFrame(socket, { Type: 'update', Data: { ID: id, Read: isRead, Tags: tags } })
    else if (event.kind === 'deleted')
      if (event.ids === null) sendFrame(socket, { Type: 'prune', Data: null })
      else for (const id of event.ids) sendFrame(socket, { Type: 'delete', Data: { ID: id } })
    else return
    timer ??= setTimeout(() => void tellStats().catch(() => {}), GATHERED)
  }
  const stop = site.feed.listen((event) => void tell(event).catch(() => {}))
  socket.on('close', () => {
    stop()
    if (timer) clearTimeout(timer)
  })
}
