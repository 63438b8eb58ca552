import { defineConfig } from 'vitest/config'

/** The browser journeys: one product, one browser, one after the other. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['journeys/**/*.journey.ts'],
    globalSetup: ['app/journey-setup.ts'],
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 180_000,
    bail: 0,
  },
})
