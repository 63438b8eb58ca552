import path from 'node:path'
import { defineConfig } from 'vitest/config'

// Starts and kills the real product: slower than unit tests, and one file at a time.
export default defineConfig({
  root: path.join(import.meta.dirname, '../..'),
  test: {
    include: ['ops/suite/**/*.suite.ts'],
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
})
