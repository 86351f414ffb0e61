import { signal } from '@preact/signals'
import { api } from '../api.ts'
import type { MessageDetail } from '../api-types.ts'
import { indexOf, rowAt } from './state.ts'

/** The message that is shown. While another is fetched, the one before stays: the page does not flicker. */
export const opened = signal<MessageDetail | null>(null)
export const failure = signal<string | null>(null)

let last = 0

export async function open(id: string): Promise<void> {
  const mine = ++last
  failure.value = null
  try {
    const message = await api.message(id)
    if (mine !== last) return
    opened.value = message
    // Reading is what marks a message as read.
    if (!message.isRead) await api.change({ ids: [id] }, { isRead: true })
  } catch (error) {
    if (mine !== last) return
    opened.value = null
    failure.value = error instanceof Error ? error.message : String(error)
  }
}

export function forget(): void {
  last++
  opened.value = null
  failure.value = null
}

/** Whether it is marked as read by now. */
export function isReadNow(message: MessageDetail): boolean {
  return rowAt(indexOf(message.id))?.isRead ?? message.isRead
}
