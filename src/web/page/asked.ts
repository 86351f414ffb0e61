import { signal, type Signal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'

/** What was asked for: not there yet, there, or refused. */
export interface Asked<T> {
  readonly value: T | null
  readonly failure: string | null
}

/** Asks when the component is shown, and again whenever one of these changes; an answer that comes late is dropped. */
export function useAsked<T>(ask: () => Promise<T>, on: readonly unknown[]): [Signal<Asked<T>>, () => void] {
  const asked = useMemo(() => signal<Asked<T>>({ value: null, failure: null }), [])
  const run = useMemo(() => {
    let last = 0
    return (question: () => Promise<T>, isFresh: boolean) => {
      const mine = ++last
      if (isFresh) asked.value = { value: null, failure: null }
      question().then(
        (value) => {
          if (mine === last) asked.value = { value, failure: null }
        },
        (error: unknown) => {
          if (mine === last) asked.value = { value: asked.value.value, failure: (error as Error).message }
        },
      )
    }
  }, [asked])
  useEffect(() => run(ask, true), on)
  return [asked, () => run(ask, false)]
}
