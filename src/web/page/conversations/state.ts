import { batch, effect, signal, untracked } from '@preact/signals'
import { api } from '../api.ts'
import type { SessionRow } from '../api-types.ts'
import { onLive } from '../live.ts'
import { route } from '../here.ts'
import { conversationsRoute } from './where.ts'

/** Conversations that are asked for at a time. */
const PAGE = 200
/** Conversations that the server gives at a time. */
const MOST = 1000

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

interface Search {
  readonly filter: string
  readonly text: string
}

let generation = 0
/** What was asked for last. */
let asked: Search | null = null
/** Whose conversations are there. */
let listed: Search | null = null

/** Something that looks like the beginning of an address is compared with addresses. */
function sought(filter: string, text: string): { outcome?: string; client?: string; text?: string } {
  const isAddress = /^[\d.:a-f]+$/i.test(text) && /[.:]/.test(text)
  return { ...(filter && { outcome: filter }), ...(text && (isAddress ? { client: text } : { text })) }
}

/** How many are wanted of them. */
let wanted = PAGE
/** Whether they are being asked for, and something has happened since that the answer may not know of. */
let isUnderWay = false
let isOutdated = false

async function load(filter: string, text: string): Promise<void> {
  const mine = ++generation
  isUnderWay = true
  isOutdated = false
  if (filter !== asked?.filter || text !== asked.text) {
    cursor.value = 0
    isChosen = false
    wanted = PAGE
    asked = { filter, text }
  }
  const these = asked
  try {
    const answer = await fetchAll(sought(filter, text), () => mine === generation)
    if (mine !== generation) return
    batch(() => {
      const chosen = isChosen ? sessions.value[cursor.value]?.id : undefined
      sessions.value = answer.sessions
      const index = chosen === undefined ? -1 : indexOf(chosen)
      cursor.value = index >= 0 ? index : Math.max(0, Math.min(cursor.value, sessions.value.length - 1))
      total.value = answer.total
      listed = these
      isLoaded.value = true
      trouble.value = null
    })
  } catch (error) {
    if (mine !== generation) return
    batch(() => {
      trouble.value = (error as Error).message
      isLoaded.value = true
      // What was looked for before is not what was looked for now.
      if (listed === these) return
      sessions.value = []
      total.value = 0
    })
  }
  isUnderWay = false
  if (isOutdated) reloadSoon()
}

/** As many as are wanted, by as many requests as that takes; one that has moved in between is there once. */
async function fetchAll(
  what: ReturnType<typeof sought>,
  isWanted: () => boolean,
): Promise<{ readonly sessions: readonly SessionRow[]; readonly total: number }> {
  const all = new Map<string, SessionRow>()
  for (let offset = 0; ; offset += MOST) {
    const limit = Math.min(wanted - offset, MOST)
    const answer = await api.sessions({ ...what, limit, offset })
    for (const session of answer.sessions) all.set(session.id, session)
    const isAll = offset + limit >= Math.min(wanted, answer.total)
    if (isAll || answer.sessions.length < limit || !isWanted())
      return { sessions: [...all.values()], total: answer.total }
  }
}

/** Ask for more of them. */
export function showMore(): void {
  wanted = sessions.value.length + PAGE
  reload()
}

/** Ask anew; where that is being done already, once more behind it. `isLost`: it may never be answered. */
function reload({ isLost = false } = {}): void {
  const { filter, text } = conversationsRoute()
  if (isUnderWay && !isLost) isOutdated = true
  else void load(filter, text)
}

let timer: ReturnType<typeof setTimeout> | undefined

/** Many conversations may open and close in one breath. */
function reloadSoon(): void {
  timer ??= setTimeout(() => {
    timer = undefined
    reload()
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

export function watchSessions(): void {
  effect(() => {
    const { filter, text } = conversationsRoute()
    const isShown = route.value.view === 'conversations'
    untracked(() => follow(filter, text, isShown))
  })
  onLive('session-opened', reloadSoon)
  onLive('session-closed', reloadSoon)
  onLive('again', ({ wasLost }) => reload({ isLost: wasLost }))
}
