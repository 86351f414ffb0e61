/** Browsers do not make elements much higher than this; beyond it, a step of the scroll bar is more than its pixels. */
const HIGHEST = 10_000_000

export interface ListPlace {
  readonly total: number
  readonly rowHeight: number
  readonly viewport: number
  readonly scrollTop: number
}

export interface ListWindow {
  /** The first row that is drawn, and the one behind the last. */
  readonly first: number
  readonly end: number
  /** Pixels from the top of the scrolled box to the first row that is drawn. */
  readonly offset: number
  /** Of the scrolled box. */
  readonly height: number
}

/** Rows above and below what can be seen, so that scrolling meets no blank ones. */
const MARGIN = 6

/** Which rows of a long list are to be drawn, and where. */
export function listWindow({ total, rowHeight, viewport, scrollTop }: ListPlace): ListWindow {
  const whole = total * rowHeight
  const height = Math.min(whole, HIGHEST)
  const top = pixelsAbove({ total, rowHeight, viewport, scrollTop })
  const first = Math.max(0, Math.floor(top / rowHeight) - MARGIN)
  const end = Math.min(total, Math.ceil((top + viewport) / rowHeight) + MARGIN)
  // Drawn relative to what is seen, which is the same thing where nothing is pressed together.
  const offset = scrollTop - (top - first * rowHeight)
  return { first: Math.min(first, total), end: Math.max(end, 0), offset, height }
}

/** Where to scroll to so that a row can be seen; the same place where it can be already. */
export function scrollTo(index: number, place: ListPlace): number {
  const { rowHeight, viewport, scrollTop } = place
  const top = pixelsAbove(place)
  const above = index * rowHeight
  if (above >= top && above + rowHeight <= top + viewport) return scrollTop
  return scrolledTo(above < top ? above : above + rowHeight - viewport, place)
}

/** The index of the row at the upper edge. */
export function firstSeen(place: ListPlace): number {
  return Math.floor(pixelsAbove(place) / place.rowHeight)
}

/** The place of the scroll bar at which this pixel of the whole list is at the upper edge. */
export function scrolledTo(top: number, { total, rowHeight, viewport }: Omit<ListPlace, 'scrollTop'>): number {
  const whole = total * rowHeight
  if (whole <= HIGHEST) return top
  return (top / (whole - viewport)) * (HIGHEST - viewport)
}

/** Pixels of the whole list above what is seen. */
export function pixelsAbove({ total, rowHeight, viewport, scrollTop }: ListPlace): number {
  const whole = total * rowHeight
  const most = Math.max(0, whole - viewport)
  const top = whole <= HIGHEST ? scrollTop : (scrollTop / (HIGHEST - viewport)) * (whole - viewport)
  return Math.min(Math.max(0, top), most)
}

/** The runs of rows that are missing within a window, in pages of this size: `[from, count]`. */
export function missingPages(
  isThere: (index: number) => boolean,
  { first, end }: Pick<ListWindow, 'first' | 'end'>,
  size: number,
): number[] {
  const pages: number[] = []
  for (let page = Math.floor(first / size); page * size < end; page++) {
    for (let index = Math.max(first, page * size); index < Math.min(end, (page + 1) * size); index++) {
      if (isThere(index)) continue
      pages.push(page * size)
      break
    }
  }
  return pages
}
