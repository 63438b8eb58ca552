import fc from 'fast-check'
import type { Fate } from './vendor.ts'

/** Everything that chance decides about one run, beside the order of turns. */
export type Schedule = {
  tasks: number
  resources: { concurrency: number; dayLimit: number; jobs: boolean }[]
  workers: {
    rounds: number
    /** At which of its turns the process dies; 0: never. */
    diesAt: number
    /** Stops in order after its rounds. */
    drains: boolean
    /** Reports once more what it has reported. */
    repeats: boolean
  }[]
  fates: Fate[]
  /** What passes at each turn of the clock, in seconds. */
  jumps: number[]
  sweeps: number
  /** Where the first day ends, so that some reservations lie on both sides of a midnight. */
  startsAt: number
}

const fate = fc.constantFrom<Fate>(
  'image',
  'image',
  'refused',
  'filtered',
  'lost-billed',
  'lost-free',
)
const dayS = 86_400

export const schedules: fc.Arbitrary<Schedule> = fc.record({
  tasks: fc.integer({ min: 1, max: 3 }),
  resources: fc.array(
    fc.record({
      concurrency: fc.integer({ min: 1, max: 2 }),
      dayLimit: fc.constantFrom(3, 6, 1_000, 1_000),
      jobs: fc.boolean(),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  workers: fc.array(
    fc.record({
      rounds: fc.integer({ min: 1, max: 8 }),
      diesAt: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 9 })),
      drains: fc.boolean(),
      repeats: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  fates: fc.oneof(
    fc.array(fate, { minLength: 1, maxLength: 6 }),
    // Nobody can do it: tried until there is a bound.
    fc.constant<Fate[]>(['refused']),
  ),
  jumps: fc.array(fc.constantFrom(1, 5, 11, 31, 66, 300, 901), { maxLength: 7 }),
  sweeps: fc.integer({ min: 0, max: 4 }),
  startsAt: fc.constantFrom(10, dayS - 40, dayS - 5),
})
