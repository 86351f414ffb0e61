import { route } from '../here.ts'
import type { Route } from '../route.ts'

/** The conversations, as they were looked for last. */
export function conversationsRoute(): Extract<Route, { view: 'conversations' }> {
  const now = route.value
  return now.view === 'conversations' ? now : { view: 'conversations', filter: '', text: '', id: null }
}
