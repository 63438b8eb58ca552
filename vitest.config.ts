import { defineConfig } from 'vitest/config'

const withDatabase = [
  'packages/{db,ledger,api}/src',
  'apps/*/src',
  'ops',
  'bench',
  'e2e/{typed-procedures,kill,canary,faults}',
]

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Bounds a hang, not a speed: the default second is little on a busy machine.
    expect: { poll: { timeout: 20_000 } },
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'database',
          include: withDatabase.map((folder) => `${folder}/**/*.test.{ts,tsx}`),
          globalSetup: ['./packages/db/src/vitest-global-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', 'packages/{db,ledger,api}/**'],
        },
      },
    ],
  },
})
