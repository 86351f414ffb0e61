import { batch, effect, signal, untracked } from '@preact/signals'
import { api } from '../api.ts'
import type { Line, SessionRow } from '../api-types.ts'
import { onLive } from '../live.ts'
import { route } from '../here.ts'
import { conversationsRoute } from './where.ts'

/** Conversations that are asked for at a time. */
const PAGE = 200

export const sessions = signal<readonly SessionRow[]>([])
export const total = signal(0)
export const isLoaded = signal(false)
export const trouble = signal<string | null>(null)
/** The row that the keys are at. */
export const cursor = signal(0)
/** Whether somebody has chosen that row: it is stayed at then. The first row is the newest one until then. */
let isChosen = false

export function pointAt(index: number): void {
  cursor.value = index
  isChosen = true
}

export function indexOf(id: string): number {
  return sessions.value.findIndex((session) => session.id === id)
}

let generation = 0
/** What was asked for last. */
let asked: { readonly filter: string; readonly text: string } | null = null

/** Something that looks like the beginning of an address is compared with addresses. */
function sought(filter: string, text: string): { outcome?: string; client?: string; text?: string } {
  const isAddress = /^[\d.:a-f]+$/i.test(text) && /[.:]/.test(text)
  return { ...(filter && { outcome: filter }), ...(text && (isAddress ? { client: text } : { text })) }
}

export async function load(filter: string, text: string, { isMore = false } = {}): Promise<void> {
  const mine = ++generation
  if (filter !== asked?.filter || text !== asked.text) {
    cursor.value = 0
    isChosen = false
  }
  asked = { filter, text }
  try {
    const limit = isMore ? PAGE : Math.max(PAGE, sessions.value.length)
    const offset = isMore ? sessions.value.length : 0
    const answer = await api.sessions({ ...sought(filter, text), limit: Math.min(limit, 1000), offset })
    if (mine !== generation) return
    batch(() => {
      const chosen = isChosen ? sessions.value[cursor.value]?.id : undefined
      sessions.value = isMore ? [...sessions.value, ...answer.sessions] : answer.sessions
      const index = chosen === undefined ? -1 : indexOf(chosen)
      cursor.value = index >= 0 ? index : Math.max(0, Math.min(cursor.value, sessions.value.length - 1))
      total.value = answer.total
      isLoaded.value = true
      trouble.value = null
    })
  } catch (error) {
    if (mine !== generation) return
    trouble.value = (error as Error).message
    isLoaded.value = true
  }
}

let timer: ReturnType<typeof setTimeout> | undefined

/** Many conversations may open and close in one breath. */
function reloadSoon(): void {
  if (timer !== undefined) return
  timer = setTimeout(() => {
    timer = undefined
    const { filter, text } = conversationsRoute()
    void load(filter, text)
  }, 200)
}

let wasShown = false

/**
 * Ask for what the page's address wants now; elsewhere, that is all of them. Who comes to the list finds none that were
 * sought before; who looks at it keeps them until the others are there: it does not flicker.
 */
function follow(filter: string, text: string, isShown: boolean): void {
  const isOther = filter !== asked?.filter || text !== asked.text
  const isComing = isShown && !wasShown
  if (isOther && (isComing || !isShown)) {
    sessions.value = []
    isLoaded.value = false
  }
  wasShown = isShown
  if (isOther || isComing) void load(filter, text)
}

/** Lines of live conversations, as they are said; who shows one adds them to what was asked for. */
export const said = signal<{ readonly id: string; readonly lines: readonly Line[] } | null>(null)

export function watchSessions(): void {
  effect(() => {
    const { filter, text } = conversationsRoute()
    const isShown = route.value.view === 'conversations'
    untracked(() => follow(filter, text, isShown))
  })
  onLive('session-opened', reloadSoon)
  onLive('session-closed', reloadSoon)
  onLive('again', reloadSoon)
  onLive('session-line', (lines) => (said.value = lines))
}
