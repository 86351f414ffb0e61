import { useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { listWindow } from '../virtual.ts'
import { NothingYet } from './empty.tsx'
import { useSight } from './sight.ts'
import { isLoaded, pointAt, query, total, trouble, want } from './state.ts'
import { Row } from './row.tsx'
import { Failure } from '../controls.tsx'

/** One line a message; two where there is less room. As in messages.css. */
const heights = { line: 34, card: 58 } as const

export interface MessageListProps {
  /** Whether a message is open beside it. */
  readonly openId: string | null
  readonly openIndex: number
}

/** All messages that were looked for, however many: only those in sight are drawn. */
export function MessageList({ openId, openIndex }: MessageListProps) {
  const box = useRef<HTMLDivElement>(null)
  const scrollTop = useSignal(0)
  const size = useSignal<{ viewport: number; shape: keyof typeof heights }>({ viewport: 600, shape: 'line' })
  const { viewport, shape } = size.value
  const rowHeight = heights[shape]
  const place = { total: total.value, rowHeight, viewport, scrollTop: scrollTop.value }
  const { first, end, offset, height } = listWindow(place)

  useEffect(() => want(first, end), [first, end, query.value, total.value])
  useEffect(() => {
    const element = box.current!
    const observer = new ResizeObserver(([entry]) => {
      const { width, height: tall } = entry!.contentRect
      size.value = { viewport: tall, shape: width < 700 ? 'card' : 'line' }
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  useSight(box, scrollTop, { total: place.total, rowHeight, viewport })
  useLayoutEffect(() => {
    box.current!.scrollTop = 0
  }, [query.value])
  // Not where the list moves beneath it: the keys may be elsewhere by then.
  const isListed = openIndex >= 0
  useLayoutEffect(() => {
    if (isListed) pointAt(openIndex)
  }, [openId, isListed])

  const rows = []
  for (let index = first; index < end; index++) {
    rows.push(<Row key={index} index={index} top={offset + (index - first) * rowHeight} isOpen={index === openIndex} />)
  }
  return (
    <div
      class={`list ${shape}`}
      ref={box}
      tabIndex={-1}
      data-open={openId !== null || undefined}
      onScroll={(event) => (scrollTop.value = event.currentTarget.scrollTop)}
    >
      {trouble.value !== null && <Failure text={trouble.value} />}
      {place.total === 0 && isLoaded.value && trouble.value === null && <NothingYet query={query.value} />}
      <ul aria-label="Messages" style={{ height: `${height}px` }}>
        {rows}
      </ul>
    </div>
  )
}
