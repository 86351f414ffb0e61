import { signal } from '@preact/signals'
import { api } from '../api.ts'
import type { About } from '../api-types.ts'
import { complain } from '../notice.ts'

/** What the server says of itself; null until it has. */
export const about = signal<About | null>(null)

export function askAbout(): void {
  api.about().then((answer) => (about.value = answer), complain)
}
