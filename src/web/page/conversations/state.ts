import { batch, signal } from '@preact/signals'
import { api } from '../api.ts'
import type { Line, SessionRow } from '../api-types.ts'
import { onLive } from '../live.ts'
import { conversationsRoute } from './where.ts'

/** Conversations that are asked for at a time. */
const PAGE = 200

export const sessions = signal<readonly SessionRow[]>([])
export const total = signal(0)
export const isLoaded = signal(false)
export const trouble = signal<string | null>(null)
export const cursor = signal(0)

let generation = 0
let asked = { filter: '', text: '' }

/** Something that looks like the beginning of an address is compared with addresses. */
function sought(): { outcome?: string; client?: string; text?: string } {
  const { filter, text } = asked
  const isAddress = /^[\d.:a-f]+$/i.test(text) && /[.:]/.test(text)
  return { ...(filter && { outcome: filter }), ...(text && (isAddress ? { client: text } : { text })) }
}

export async function load(filter: string, text: string, { isMore = false } = {}): Promise<void> {
  const mine = ++generation
  if (filter !== asked.filter || text !== asked.text) cursor.value = 0
  asked = { filter, text }
  try {
    const limit = isMore ? PAGE : Math.max(PAGE, sessions.value.length)
    const offset = isMore ? sessions.value.length : 0
    const answer = await api.sessions({ ...sought(), limit: Math.min(limit, 1000), offset })
    if (mine !== generation) return
    batch(() => {
      sessions.value = isMore ? [...sessions.value, ...answer.sessions] : answer.sessions
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

/** Lines of live conversations, as they are said; who shows one adds them to what was asked for. */
export const said = signal<{ readonly id: string; readonly lines: readonly Line[] } | null>(null)

export function watchSessions(): void {
  onLive('session-opened', reloadSoon)
  onLive('session-closed', reloadSoon)
  onLive('again', reloadSoon)
  onLive('session-line', (lines) => (said.value = lines))
}
