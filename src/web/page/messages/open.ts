import { signal } from '@preact/signals'
import { api, ApiError } from '../api.ts'
import type { MessageDetail } from '../api-types.ts'
import { onLive, type LiveEvents } from '../live.ts'
import { indexOf, rowAt } from './state.ts'

/** The message that is shown. While another is fetched, the one before stays: the page does not flicker. */
export const opened = signal<MessageDetail | null>(null)
export const failure = signal<string | null>(null)

let last = 0
/** The one that is to be shown. */
let wanted: string | null = null
/** What was told of it while it was fetched, and its answer may not know. */
let told: Partial<Pick<MessageDetail, 'isRead' | 'tags'>> = {}

/** @returns null where it is not there, or another has been opened since */
export async function open(id: string): Promise<MessageDetail | null> {
  const mine = ++last
  wanted = id
  told = {}
  failure.value = null
  try {
    const message = await api.message(id)
    if (mine !== last) return null
    opened.value = { ...message, ...told }
    return opened.value
  } catch (error) {
    if (mine !== last) return null
    opened.value = null
    failure.value = error instanceof Error ? error.message : String(error)
    return null
  }
}

export function forget(): void {
  last++
  wanted = null
  opened.value = null
  failure.value = null
}

/** Whether it is marked as read by now. */
export function isReadNow(message: MessageDetail): boolean {
  return rowAt(indexOf(message.id))?.isRead ?? message.isRead
}

/** It is read, or has other tags. */
export function changeOpened(changes: LiveEvents['changed']['messages']): void {
  const change = changes.find(({ id }) => id === wanted)
  if (!change) return
  if (opened.value?.id === wanted) opened.value = { ...opened.value, ...change }
  else told = change
}

/** Whether it is still there, and as it was: what was missed is not told again. */
async function lookAgain(): Promise<void> {
  const mine = last
  if (wanted === null || opened.value?.id !== wanted) return
  try {
    const message = await api.message(wanted)
    if (mine === last) opened.value = message
  } catch (error) {
    // Without an answer, what is shown is better than nothing.
    if (mine !== last || !(error instanceof ApiError) || error.status !== 404) return
    opened.value = null
    failure.value = error.message
  }
}

/** Hear of what happens to it. @returns how to stop */
export function followOpened(): () => void {
  const stops = [
    onLive('changed', ({ messages }) => changeOpened(messages)),
    onLive('deleted', ({ ids }) => {
      if (ids === null || ids.some((id) => id === wanted)) void lookAgain()
    }),
    onLive('again', () => void lookAgain()),
  ]
  return () => stops.forEach((stop) => stop())
}
