import fc from 'fast-check'
import { expect, it } from 'vitest'
import { attemptEvents } from '../internal/state-machine.ts'
import { runSchedule } from './run-schedule.ts'
import { schedules } from './schedule.ts'

const numRuns = Number(process.env['SCHEDULES'] ?? 2_000)
const seed = process.env['SCHEDULE_SEED']

/** What must have happened in some schedule, or nothing was shown about it: every event, and a word that came too late. */
const places = [...attemptEvents, 'stale']

it(`whatever dies, sleeps or comes late in ${numRuns} schedules, every task ends once and every credit is where it belongs`, async () => {
  const seen = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(schedules, fc.scheduler(), async (schedule, scheduler) => {
      for (const [what, times] of await runSchedule(schedule, scheduler))
        seen.set(what, (seen.get(what) ?? 0) + times)
    }),
    { numRuns, ...(seed === undefined ? {} : { seed: Number(seed) }) },
  )
  if (numRuns >= 2_000) expect([...seen.keys()]).toEqual(expect.arrayContaining(places))
}, 3_600_000)
