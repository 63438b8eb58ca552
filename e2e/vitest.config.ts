import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** By name, because every story counts the money of the one product that they share. */
class ByName extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => a.moduleId.localeCompare(b.moduleId))
  }
}

/** The browser journeys: one product, one browser, one after the other. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['journeys/**/*.journey.ts'],
    globalSetup: ['app/journey-setup.ts'],
    fileParallelism: false,
    sequence: { sequencer: ByName },
    testTimeout: 90_000,
    hookTimeout: 180_000,
    bail: 0,
  },
})
