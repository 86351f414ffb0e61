/** Drawn with strokes of the text's own colour; always beside words or with a label on the button. */
const paths = {
  messages: 'M3 5h18v14H3z M3 6l9 7 9-7',
  conversations: 'M4 4h11v8H8l-4 3z M20 9v10l-3-2h-7v-3',
  talk: 'M4 17l5-5-5-5 M12 18h8',
  trouble: 'M13 3L5 13h6l-1 8 8-11h-6z',
  about: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18 M12 11v5 M12 8v.01',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13 M15.5 15.5L20 20',
  close: 'M6 6l12 12 M18 6L6 18',
  back: 'M14 6l-6 6 6 6',
  download: 'M12 4v11 M7 11l5 5 5-5 M5 20h14',
  trash: 'M5 7h14 M10 7V4h4v3 M7 7l1 13h8l1-13',
  copy: 'M8 8h12v12H8z M4 16V4h12',
  clip: 'M19 11l-7.5 7.5a4 4 0 0 1-6-6L13 5a2.7 2.7 0 0 1 4 4l-7.5 7.5a1.3 1.3 0 0 1-2-2L14 8',
  forward: 'M4 19c0-6 4-9 10-9V6l6 6-6 6v-4c-4 0-8 1-10 5',
  lock: 'M6 11h12v9H6z M9 11V8a3 3 0 0 1 6 0v3',
  unread: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8',
  mark: 'M5 12l5 5L19 7',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8 M12 2v3 M12 19v3 M2 12h3 M19 12h3 M5 5l2 2 M17 17l2 2 M5 19l2-2 M17 7l2-2',
  moon: 'M20 14A8 8 0 0 1 10 4a8 8 0 1 0 10 10',
  system: 'M4 5h16v11H4z M9 20h6 M12 16v4',
  keys: 'M3 7h18v10H3z M7 11v.01 M11 11v.01 M15 11v.01 M8 14h8',
  phone: 'M8 3h8v18H8z M11 18h2',
  tablet: 'M5 3h14v18H5z M11 18h2',
  desktop: 'M3 5h18v11H3z M9 20h6 M12 16v4',
  retry: 'M19 12a7 7 0 1 1-2-5 M19 4v4h-4',
} as const

export type IconName = keyof typeof paths

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}
