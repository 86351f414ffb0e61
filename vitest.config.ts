import { defineConfig } from 'vitest/config'

export default defineConfig({
  // As scripts/build.js does for the bundle.
  define: { PARLEY_VERSION: JSON.stringify('test') },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/interop/**', 'test/browser/**'],
    testTimeout: 20_000,
  },
})
