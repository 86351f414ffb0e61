import type { Signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { api } from '../api.ts'
import type { SessionDetail } from '../api-types.ts'
import { useAsked, type Asked } from '../asked.ts'
import { onLive } from '../live.ts'
import { withLines } from './with-lines.ts'

/** A conversation; while it goes on, it grows. */
export function useSession(id: string, isWithBytes = false): Signal<Asked<SessionDetail>> {
  const [asked, again] = useAsked(() => api.session(id, isWithBytes), [id, isWithBytes])
  useEffect(() => {
    const stops = [
      onLive('session-closed', (session) => {
        if (session.id === id) again()
      }),
      onLive('again', again),
      onLive('session-line', ({ id: told, lines: more }) => {
        if (told !== id) return
        const { value } = asked.value
        const lines = value && withLines(value.lines, more)
        if (value && lines) asked.value = { value: { ...value, lines }, failure: null }
        // The octets are not told, nor what was missed; and an answer that is under way may be from before.
        if (!lines || isWithBytes) again()
      }),
    ]
    return () => stops.forEach((stop) => stop())
  }, [id, isWithBytes])
  return asked
}
