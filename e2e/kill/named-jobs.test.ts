import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { dieAt, openStage, pastLeasesMs, resumesOf, type Stage } from '../faults/worker/stage.ts'
import { jobModel } from '../processes/people.ts'

// Whole processes on a busy machine: this bounds a hang, not a speed.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 })

// The short form of `npm run faults -- worker`, which has every moment and every vendor class.
let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.world.close())

it.each(['job-recorded', 'answered'])(
  'a worker dies at "%s": another asks for the same job, and the vendor bills once',
  async (at) => {
    const death = { at, models: [jobModel], movedMs: pastLeasesMs, count: 3 }
    const { tasks, completed, attempts } = await dieAt(stage, death)
    expect(completed).toBe(tasks.length)
    expect(attempts).toHaveLength(tasks.length)
    expect(await resumesOf(stage.world, tasks)).toBeGreaterThan(0)
  },
)
