import { signal } from '@preact/signals'
import { api } from '../api.ts'
import type { About } from '../api-types.ts'
import { onLive } from '../live.ts'
import { complain } from '../notice.ts'

/** What the server says of itself; null until it has. */
export const about = signal<About | null>(null)

/** Now, and again where the connection was lost: it may be another server by now. */
export function askAbout(): void {
  const ask = () => void api.about().then((answer) => (about.value = answer), complain)
  ask()
  onLive('again', ({ wasLost }) => {
    if (wasLost || about.value === null) ask()
  })
}
