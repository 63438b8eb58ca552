import { defineConfig } from 'vitest/config'

/** Faults on purpose: one after the other, on a cluster whose server is killed, too. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.faults.ts'],
    globalSetup: ['cluster-setup.ts'],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 120_000,
  },
})
