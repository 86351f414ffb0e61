import type { Signal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { firstSeen, pixelsAbove, scrolledTo, scrollTo, type ListPlace } from '../virtual.ts'
import { cursor, indexOf, pointings, rowAt } from './state.ts'

/**
 * The same messages stay in sight when lines become cards, and when others come above them or go. Where somebody points
 * is in sight, and has the focus.
 */
export function useSight(
  box: RefObject<HTMLDivElement | null>,
  scrollTop: Signal<number>,
  place: Omit<ListPlace, 'scrollTop'>,
): void {
  const at = cursor.value
  const pointed = pointings.value
  const top = firstSeen({ ...place, scrollTop: scrollTop.value })
  const before = useRef({ ...place, at, pointed, top, id: rowAt(top)?.id, isCursorSeen: true })
  useLayoutEffect(() => {
    const element = box.current!
    const { id, top: wasTop, at: wasAt, pointed: wasPointed, isCursorSeen, ...old } = before.current
    const now = () => ({ ...place, scrollTop: element.scrollTop })
    const scroll = (to: number) => {
      if (to !== element.scrollTop) element.scrollTop = scrollTop.value = to
    }
    // At the very top, what is new is seen to come.
    const index = id === undefined || element.scrollTop === 0 ? -1 : indexOf(id)
    const isOther = old.rowHeight !== place.rowHeight
    if (isOther) scroll(scrolledTo(wasTop * place.rowHeight, place))
    else if (index >= 0 && index !== wasTop) {
      const pixels = pixelsAbove({ ...old, scrollTop: element.scrollTop }) + (index - wasTop) * place.rowHeight
      scroll(scrolledTo(pixels, place))
    }
    const isMoved = at !== wasAt || isOther
    if (pointed !== wasPointed || (isMoved && isCursorSeen)) scroll(scrollTo(at, now()))
    if (pointed !== wasPointed || isMoved) focusSoon(element, at)
    const first = firstSeen(now())
    before.current = {
      ...place,
      at,
      pointed,
      top: first,
      id: rowAt(first)?.id,
      isCursorSeen: scrollTo(at, now()) === element.scrollTop,
    }
  })
}

/** The keys move the focus, but take it from no field. */
function focusSoon(list: HTMLElement, at: number): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body || list.contains(document.activeElement))
      list.querySelector<HTMLElement>(`a[data-index="${at}"]`)?.focus({ preventScroll: true })
  })
}
