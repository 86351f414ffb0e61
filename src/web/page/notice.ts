import { signal } from '@preact/signals'

/** What has just been done, or what went wrong: shown for a moment, and read out. */
export const notice = signal<{ readonly text: string; readonly isBad: boolean } | null>(null)

/** Said to those who cannot see that mail has arrived. */
export const announcement = signal('')

let timer: ReturnType<typeof setTimeout> | undefined

export function say(text: string, { isBad = false } = {}): void {
  notice.value = { text, isBad }
  clearTimeout(timer)
  timer = setTimeout(() => (notice.value = null), isBad ? 8000 : 3000)
}

/** For promises that nobody waits for. */
export function complain(error: unknown): void {
  say(error instanceof Error ? error.message : String(error), { isBad: true })
}

export async function copy(text: string, what = 'It'): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    copyBySelection(text)
  }
  say(`${what} is in the clipboard.`)
}

/** Without TLS, and not on the same machine, there is no other way. */
function copyBySelection(text: string): void {
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'unseen'
  document.body.append(area)
  area.select()

  document.execCommand('copy')
  area.remove()
}
