import { defineConfig } from 'vitest/config'

/** Real programs at the other end: Postfix, swaks, curl, telnet … One file at a time: they share ports and a machine. */
export default defineConfig({
  test: {
    include: ['test/interop/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
