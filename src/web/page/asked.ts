import { signal, type Signal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { LiveEvents } from './live.ts'

/** What was asked for: not there yet, there, or refused. */
export interface Asked<T> {
  readonly value: T | null
  readonly failure: string | null
}

/** @param told that the connection is there again: what is asked for may never be answered then */
export type AskAgain = (told?: Partial<LiveEvents['again']>) => void

/**
 * Asks when the component is shown, and again whenever one of these changes; an answer that comes late is dropped. Where
 * it is to be asked again before there was an answer, that is done behind it: however often, there are answers.
 */
export function useAsked<T>(ask: () => Promise<T>, on: readonly unknown[]): [Signal<Asked<T>>, AskAgain] {
  const asked = useMemo(() => signal<Asked<T>>({ value: null, failure: null }), [])
  const run = useMemo(() => {
    let last = 0
    let isUnderWay = false
    let isOutdated = false
    const begin = (question: () => Promise<T>) => {
      const mine = ++last
      isUnderWay = true
      isOutdated = false
      const end = (answer: Asked<T>) => {
        if (mine !== last) return
        isUnderWay = false
        asked.value = answer
        if (isOutdated) begin(question)
      }
      question().then(
        (value) => end({ value, failure: null }),
        (error: unknown) => end({ value: asked.value.value, failure: (error as Error).message }),
      )
    }
    return {
      fresh(question: () => Promise<T>) {
        asked.value = { value: null, failure: null }
        begin(question)
      },
      again(question: () => Promise<T>, isLost: boolean) {
        if (isUnderWay && !isLost) isOutdated = true
        else begin(question)
      },
      leave: () => void last++,
    }
  }, [asked])
  useEffect(() => {
    run.fresh(ask)
    return run.leave
  }, on)
  return [asked, ({ wasLost = false } = {}) => run.again(ask, wasLost)]
}
