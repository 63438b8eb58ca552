import { expect } from 'vitest'
import { expectAttempts, expectBill, expectNothingReserved } from '../../processes/expect-sound.ts'
import { attemptsOf, tasksOf } from '../../processes/look.ts'
import type { World } from '../../processes/open-world.ts'
import { readBill } from '../../processes/simulated-vendor.ts'
import { until } from '../../processes/until.ts'

const ends = ['completed', 'failed', 'expired', 'cancelled']

/** What must be true of all tasks, however they ended: one delivery each at most, one bill line a call, nothing kept. */
export async function expectEveryAttemptSound(world: World, tasks: string[]): Promise<void> {
  await until('every cost of lost calls to be paid, every slot returned', async () => {
    await world.advance(10_000)
    return (await attemptsOf(world, tasks)).every(({ slotHeld, lossDue }) => !slotHeld && !lossDue)
  })
  const rows = await tasksOf(world, tasks)
  expect(rows).toHaveLength(tasks.length)
  for (const { id, status } of rows) expect(ends, id).toContain(status)
  const attempts = await attemptsOf(world, tasks)
  const completed = rows.filter(({ status }) => status === 'completed').map(({ id }) => id)
  expectAttempts(attempts, new Set(completed))
  expectBill(await readBill(world), attempts)
  await expectNothingReserved(world)
}
