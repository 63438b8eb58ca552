import { expect, test, vi } from 'vitest'

test('zod finds the setting that keeps it from evaluating strings', async () => {
  vi.resetModules()
  await import('./instrumentation-client.ts')
  const { config } = await import('zod')
  expect(config().jitless).toBe(true)
})
