import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectWholeBillMatched } from '../../processes/expect-sound.ts'
import { jobModel, model } from '../../processes/people.ts'
import { dieAt, openStage, pastCallsMs, pastLeasesMs, resumesOf, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.world.close())

const unknownOf = (attempts: readonly { state: string }[]) =>
  attempts.filter(({ state }) => state === 'unknown').length

it('F5: after the claim, before the intent: nothing was sent, everything is delivered once', async () => {
  const { tasks, completed, attempts } = await dieAt(stage, {
    at: 'claimed',
    models: [model, jobModel],
    movedMs: pastLeasesMs,
  })
  expect(completed).toBe(tasks.length)
  expect(attempts.filter(({ state }) => state === 'abandoned').length).toBeGreaterThan(0)
  expect(unknownOf(attempts)).toBe(0)
})

it.each([
  ['no name', model],
  ['a name to come', jobModel],
])(
  'F6: after the intent, before a byte is sent (%s): asked at most once more, elsewhere',
  async (_, of) => {
    const { tasks, completed, attempts } = await dieAt(stage, {
      at: 'dispatched',
      models: [of],
      movedMs: pastCallsMs,
    })
    expect(completed).toBe(tasks.length)
    expect(unknownOf(attempts)).toBeGreaterThan(0)
  },
)

it('F7: the vendor named the job and nobody wrote it down: asked at most once more, elsewhere', async () => {
  const { tasks, completed, attempts } = await dieAt(stage, {
    at: 'job-named',
    models: [jobModel],
    movedMs: pastCallsMs,
  })
  expect(completed).toBe(tasks.length)
  expect(unknownOf(attempts)).toBeGreaterThan(0)
})

it('F7: the job is on record: another worker asks for its picture and pays nothing', async () => {
  const { tasks, completed } = await dieAt(stage, {
    at: 'job-recorded',
    models: [jobModel],
    movedMs: pastLeasesMs,
    count: 4,
  })
  expect(completed).toBe(tasks.length)
  expect(await resumesOf(stage.world, tasks)).toBeGreaterThan(0)
})

it('F8: the answer is read and not stored (no name): recorded as unknown, asked once more', async () => {
  const { tasks, completed, attempts } = await dieAt(stage, {
    at: 'answered',
    models: [model],
    movedMs: pastCallsMs,
  })
  expect(completed).toBe(tasks.length)
  expect(unknownOf(attempts)).toBeGreaterThan(0)
})

it.each([
  ['F8: the answer is read and not stored', 'answered'],
  ['F9: the picture is stored and not on record', 'stored'],
])('%s (a named job): the same job is delivered, nothing is paid twice', async (_, at) => {
  const { tasks, completed } = await dieAt(stage, {
    at,
    models: [jobModel],
    movedMs: pastLeasesMs,
    count: 4,
  })
  expect(completed).toBe(tasks.length)
  expect(await resumesOf(stage.world, tasks)).toBeGreaterThan(0)
})

it('F9: the picture is stored and not on record (no name): recorded as unknown, asked once more', async () => {
  const { tasks, completed, attempts } = await dieAt(stage, {
    at: 'stored',
    models: [model],
    movedMs: pastCallsMs,
  })
  expect(completed).toBe(tasks.length)
  expect(unknownOf(attempts)).toBeGreaterThan(0)
})

it('F10: right after a settlement: it stands, and nothing is settled again', async () => {
  const { tasks, completed } = await dieAt(stage, {
    at: 'settled',
    models: [model, jobModel],
    movedMs: pastCallsMs,
  })
  expect(completed).toBe(tasks.length)
})

it('over all of it the vendors billed nothing that we have no call for, and no log has a key', async () => {
  await expectWholeBillMatched(stage.world)
  for (const { key } of stage.supplies) expect(stage.world.logs()).not.toContain(key.slice(7, 19))
})
