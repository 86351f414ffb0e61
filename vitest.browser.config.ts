import { defineConfig } from 'vitest/config'

/** The page in a real browser: Debian's Chromium. One file at a time: they share a machine. */
export default defineConfig({
  define: { PARLEY_VERSION: JSON.stringify('test') },
  test: {
    include: ['test/browser/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // As long as Playwright waits: a busy machine takes its time.
    expect: { poll: { timeout: 15_000 } },
  },
})
