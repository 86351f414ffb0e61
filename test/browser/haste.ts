import type { Page, Request } from 'playwright-core'

/** Keys one behind the other, with no time to paint between them. */
export async function pressAtOnce(page: Page, ...keys: readonly string[]): Promise<void> {
  await page.evaluate(async (those) => {
    for (const key of those) {
      const at = document.activeElement ?? document.body
      at.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
      // The page draws what follows from a key before the next one, and no sooner.
      await new Promise<void>((resolve) => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve()
        port2.postMessage(null)
      })
    }
  }, keys)
}

/** Answers that the network keeps. */
export interface Held {
  /** Resolves when one is there, as the server gave it at that moment. */
  readonly isThere: Promise<void>
  readonly count: number
  /** They come now, and those behind them as usual. Resolves when the page has them. */
  letGo(): Promise<void>
}

/** Keep the answers to what the page asks from now on: its server has done what they are the answers to. */
export async function holdAnswers(
  page: Page,
  isMeant: (url: URL, request: Request) => boolean,
): Promise<Held & AsyncDisposable> {
  let there = () => {}
  let letGo = () => {}
  let count = 0
  let isHolding = true
  const isThere = new Promise<void>((resolve) => (there = resolve))
  const isLetGo = new Promise<void>((resolve) => (letGo = resolve))
  const given: Promise<unknown>[] = []
  await page.route(/\/api\/v2\//, async (route, request) => {
    if (!isHolding || !isMeant(new URL(request.url()), request)) return route.fallback()
    count++
    const response = await route.fetch()
    there()
    await isLetGo
    given.push(request.response().then((answer) => answer?.finished()))
    await route.fulfill({ response })
  })
  const end = async () => {
    isHolding = false
    letGo()
    await new Promise((resolve) => setTimeout(resolve))
    await Promise.all(given)
  }
  return {
    isThere,
    get count() {
      return count
    },
    letGo: end,
    async [Symbol.asyncDispose]() {
      await end()
      await page.unrouteAll({ behavior: 'wait' })
    },
  }
}
