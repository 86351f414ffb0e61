import { signal } from '@preact/signals'
import { readRoute, writeRoute, type Route } from './route.ts'

/** What is shown: the page's address says it, so that every message and every conversation has a link. */
export const route = signal<Route>(readRoute(location.hash))

addEventListener('hashchange', () => (route.value = readRoute(location.hash)))

/** Show something else. `isReplacing`: without a step in the browser's history. */
export function go(to: Route, { isReplacing = false } = {}): void {
  const hash = writeRoute(to)
  if (hash === location.hash) return
  if (isReplacing) history.replaceState(null, '', hash)
  else history.pushState(null, '', hash)
  route.value = readRoute(hash)
}

addEventListener('popstate', () => (route.value = readRoute(location.hash)))

/** The messages, as they were looked for last. */
export function messagesRoute(): Extract<Route, { view: 'messages' }> {
  const now = route.value
  return now.view === 'messages' ? now : { view: 'messages', query: '', id: null, tab: null }
}
