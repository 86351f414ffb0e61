import { effect, signal } from '@preact/signals'

/** "system": as the device has it. */
export type Theme = 'system' | 'light' | 'dark'

const KEY = 'parley.theme'

export const theme = signal<Theme>(remembered())

effect(() => {
  const { value } = theme
  if (value === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = value
  try {
    localStorage.setItem(KEY, value)
  } catch {
    // A browser that keeps nothing: it is so until the page is closed.
  }
})

export function nextTheme(): void {
  theme.value = theme.value === 'system' ? 'dark' : theme.value === 'dark' ? 'light' : 'system'
}

function remembered(): Theme {
  try {
    const value = localStorage.getItem(KEY)
    return value === 'light' || value === 'dark' ? value : 'system'
  } catch {
    return 'system'
  }
}
