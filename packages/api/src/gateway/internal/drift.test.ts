import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { driftOf, nextReading, type Observed, type Reading } from './drift.ts'

const minute = 60_000
const at = (index: number) => new Date(Date.UTC(2026, 10, 22) + index * 5 * minute)
const quiet = { sureE4: 0n, doubtE4: 0n, runningE4: 0n }

/** Reads one after the other, as the worker does. */
function read(observed: readonly Omit<Observed, 'readAt'>[], anew: readonly number[] = []) {
  const readings: Reading[] = []
  for (const [index, one] of observed.entries()) {
    const seen = { ...one, readAt: at(index) }
    readings.push(nextReading(readings.at(-1) ?? null, seen, anew.includes(index)))
  }
  const [last, before] = [readings.at(-1), readings.at(-2)]
  if (last === undefined) throw new Error('nothing read')
  return { last, drift: driftOf(last, before ?? null) }
}

describe('foreign use', () => {
  it('is what was spent beyond everything that we made', () => {
    const { drift } = read([
      { balanceE4: 1_000_000n, ...quiet },
      { balanceE4: 910_000n, ...quiet, sureE4: 60_000n },
    ])
    expect(drift).toEqual({ foreign: 30_000n, unbilled: 0n })
  })

  it('adds up over readings, however little it is each time', () => {
    const drops = Array.from({ length: 10 }, (_, index) => ({
      balanceE4: 1_000_000n - BigInt(index) * 90n,
      ...quiet,
    }))
    expect(read(drops.slice(0, 2)).drift.foreign).toBe(0n)
    expect(read(drops).drift.foreign).toBe(810n)
  })

  it.each([
    ['a call that runs', { runningE4: 30_000n, sureE4: 0n, doubtE4: 0n }],
    ['a call whose outcome nobody knows', { doubtE4: 30_000n, sureE4: 0n, runningE4: 0n }],
  ])('is not said of %s', (_, counted) => {
    const { drift } = read([
      { balanceE4: 1_000_000n, ...quiet },
      { balanceE4: 970_000n, ...counted },
    ])
    expect(drift.foreign).toBe(0n)
  })

  it('is not said of a call that ran at the base, on whichever side it was billed', () => {
    const ran = { balanceE4: 1_000_000n, sureE4: 0n, doubtE4: 0n, runningE4: 30_000n }
    const billedAfter = read([ran, { balanceE4: 970_000n, ...quiet, sureE4: 30_000n }])
    const billedBefore = read([ran, { balanceE4: 1_000_000n, ...quiet, sureE4: 30_000n }])
    expect(billedAfter.drift).toEqual({ foreign: 0n, unbilled: 0n })
    expect(billedBefore.drift).toEqual({ foreign: 0n, unbilled: 0n })
  })

  it('is counted anew after a top-up and after the owner has acknowledged it', () => {
    const drained = [
      { balanceE4: 1_000_000n, ...quiet },
      { balanceE4: 900_000n, ...quiet },
    ]
    expect(read([...drained, { balanceE4: 2_000_000n, ...quiet }]).drift.foreign).toBe(0n)
    expect(read([...drained, { balanceE4: 900_000n, ...quiet }], [2]).drift.foreign).toBe(0n)
    const again = [...drained, { balanceE4: 900_000n, ...quiet }, { balanceE4: 880_000n, ...quiet }]
    expect(read(again, [2]).drift.foreign).toBe(20_000n)
  })
})

describe('what the vendor did not take', () => {
  it('is said one reading later, because its books may be late', () => {
    const made = [
      { balanceE4: 1_000_000n, ...quiet },
      { balanceE4: 1_000_000n, ...quiet, sureE4: 50_000n },
    ]
    expect(read(made).drift.unbilled).toBe(0n)
    expect(read([...made, { balanceE4: 1_000_000n, ...quiet }]).drift.unbilled).toBe(50_000n)
    expect(read([...made, { balanceE4: 950_000n, ...quiet }]).drift).toEqual({
      foreign: 0n,
      unbilled: 0n,
    })
  })
})

it('never accuses where all that was spent was ours, however calls fall between readings', () => {
  // Calls begin and end at random; the vendor bills each at once, some time between the two.
  const call = fc.record({
    start: fc.integer({ min: 0, max: 99 }),
    length: fc.integer({ min: 1, max: 30 }),
    billed: fc.double({ min: 0, max: 1, noNaN: true }),
    cost: fc.bigInt({ min: 1n, max: 90_000n }),
    unsure: fc.boolean(),
  })
  fc.assert(
    fc.property(
      fc.array(call, { maxLength: 40 }),
      fc.integer({ min: 1, max: 20 }),
      (calls, step) => {
        const observed: Omit<Observed, 'readAt'>[] = []
        for (let now = 0, before = -1; now <= 140; before = now, now += step) {
          const sum = (kept: (one: (typeof calls)[number]) => boolean) =>
            calls.filter(kept).reduce((total, { cost }) => total + cost, 0n)
          const end = (one: (typeof calls)[number]) => one.start + one.length
          const ended = (one: (typeof calls)[number]) => end(one) > before && end(one) <= now
          observed.push({
            balanceE4: 10_000_000n - sum((one) => one.start + one.billed * one.length <= now),
            sureE4: sum((one) => ended(one) && !one.unsure),
            doubtE4: sum((one) => ended(one) && one.unsure),
            runningE4: sum((one) => one.start < now && end(one) > now),
          })
        }
        // The first reading has nothing before it.
        const [first, ...rest] = observed
        if (first === undefined) return true
        const { drift } = read([{ ...first, sureE4: 0n, doubtE4: 0n }, ...rest])
        return drift.foreign === 0n && drift.unbilled === 0n
      },
    ),
  )
})
