import { signal } from '@preact/signals'

/** The time, often enough for "5 m". */
export const now = signal(Date.now())

setInterval(() => {
  if (document.visibilityState === 'visible') now.value = Date.now()
}, 5000)
