// How long a browser takes to show the first messages, from the navigation on.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { percentile, sleep } from './lib.js'

/** Milliseconds between two loads. */
const REST = 1500
const EXECUTABLE = '/usr/bin/chromium'
const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking']

/** In the page, before anything of it: says when the first row is there, by the browser's own clock. */
const watch = `new MutationObserver((_, observer) => {
  if (!document.querySelector('.row .subject')) return
  observer.disconnect()
  requestAnimationFrame(() => (window.firstListAt = performance.now()))
}).observe(document, { childList: true, subtree: true })`

/** Where the time goes: what the page asked for, from when to when. */
const told = `performance.getEntriesByType('resource')
  .filter(({ responseEnd }) => responseEnd > 0 && responseEnd <= window.firstListAt)
  .map(({ name, startTime, responseEnd }) => [new URL(name).pathname, Math.round(startTime), Math.round(responseEnd)])`

const drawn = 'new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(() => r(window.firstListAt))))'

/** @returns a sentence: the median and the worst of some loads, and what the median one was made of */
export async function firstLists(address, times = 9) {
  if (!existsSync(EXECUTABLE)) return 'Chromium is not installed: not measured.'
  const profile = mkdtempSync(join(tmpdir(), 'parley-bench-browser-'))
  const context = await chromium.launchPersistentContext(profile, { executablePath: EXECUTABLE, args: flags })
  try {
    const page = context.pages()[0] ?? (await context.newPage())
    await page.addInitScript(watch)
    const loads = []
    for (let i = 0; i <= times; i++) {
      await page.goto('about:blank')
      // What the page before has asked for is answered: nobody opens it ten times a second.
      await sleep(REST)
      await page.goto(address)
      await page.locator('.row .subject').first().waitFor()
      const took = await page.evaluate(drawn)
      // The first one warms the browser up, and is not counted.
      if (i > 0) loads.push({ took, told: await page.evaluate(told) })
    }
    loads.sort((a, b) => a.took - b.took)
    const middle = loads[Math.floor(loads.length / 2)]
    const parts = middle.told.map(([path, from, to]) => `${path} ${from}–${to}`).join(', ')
    const worst = percentile(
      loads.map(({ took }) => took),
      1,
    )
    return `${middle.took.toFixed(0)} ms (median of ${times}; the slowest ${worst.toFixed(0)} ms). Asked for on the way, ms: ${parts}.`
  } finally {
    await context.close()
    rmSync(profile, { recursive: true, force: true })
  }
}
