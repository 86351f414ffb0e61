import { signal } from '@preact/signals'
import { urls } from './api.ts'
import type { Line, MessageRow, SessionRow } from './api-types.ts'

/** What the server tells as it happens. */
export interface LiveEvents {
  message: MessageRow
  changed: { readonly messages: readonly { id: string; isRead: boolean; tags: readonly string[] }[] }
  /** Null: so many that they are not named. */
  deleted: { readonly ids: readonly string[] | null }
  'session-opened': SessionRow
  'session-line': { readonly id: string; readonly lines: readonly Line[] }
  'session-closed': SessionRow
  outgoing: { readonly id: string }
  faults: unknown
  /** The connection is there, or there again: what was missed before has to be asked for. */
  again: { readonly wasLost: boolean }
}

type Kind = keyof LiveEvents
type Listener<K extends Kind> = (data: LiveEvents[K]) => void

export const isLive = signal(false)

const listeners = new Map<Kind, Set<Listener<never>>>()

/** @returns how to stop it */
export function onLive<K extends Kind>(kind: K, listener: Listener<K>): () => void {
  const those = listeners.get(kind) ?? new Set()
  listeners.set(kind, those)
  those.add(listener)
  return () => those.delete(listener)
}

function tell<K extends Kind>(kind: K, data: LiveEvents[K]): void {
  for (const listener of listeners.get(kind) ?? []) (listener as Listener<K>)(data)
}

const kinds: readonly Kind[] = [
  'message',
  'changed',
  'deleted',
  'session-opened',
  'session-line',
  'session-closed',
  'outgoing',
  'faults',
]

/** Milliseconds until another try where the browser has given up. */
const AGAIN = 3000

/** Milliseconds until it is asked what came between the first answers and the connection: they are drawn first. */
const AFTER_START = 500

/**
 * Where the tabs of one browser tell each other that somebody looks at them. It holds six connections to a server at a
 * time, for all of them together: a tab that nobody looks at lets its own go for another.
 */
const tabs = new BroadcastChannel('parley')

let source: EventSource | null = null
let wasOpen = false

/** Listen from now on, as long as the page is open and looked at, or no other is. */
export function listen(): void {
  tabs.onmessage = () => document.visibilityState === 'hidden' && stop()
  document.addEventListener('visibilitychange', look)
  look()
}

function look(): void {
  if (document.visibilityState === 'hidden') return
  tabs.postMessage(null)
  if (!source) connect()
}

function stop(): void {
  source?.close()
  source = null
}

function connect(): void {
  const mine = (source = new EventSource(urls.events()))
  mine.onopen = () => {
    isLive.value = true
    const wasLost = wasOpen
    setTimeout(() => tell('again', { wasLost }), wasLost ? 0 : AFTER_START)
    wasOpen = true
  }
  mine.onerror = () => {
    isLive.value = false
    if (mine.readyState !== EventSource.CLOSED) return
    setTimeout(() => mine === source && connect(), AGAIN)
  }
  for (const kind of kinds) {
    mine.addEventListener(kind, (event: MessageEvent<string>) => tell(kind, JSON.parse(event.data) as never))
  }
}
