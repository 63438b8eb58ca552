import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type IntervalCall, judgeInterval } from './judge-interval.ts'

const call = (attempt: string, costE4: bigint, outcome: IntervalCall['outcome']): IntervalCall => ({
  attempt,
  costE4,
  outcome,
})
const start = 1_000_000n

describe('the difference of two quiet balances', () => {
  it('says that a lone unknown was billed, or that it was not', () => {
    const calls = [call('a', 30_000n, 'billed'), call('b', 30_000n, 'open')]
    expect(judgeInterval(start, start - 60_000n, calls)).toEqual([{ attempt: 'b', billed: true }])
    expect(judgeInterval(start, start - 30_000n, calls)).toEqual([{ attempt: 'b', billed: false }])
  })

  it('says nothing about one of two that cost the same', () => {
    const calls = [call('a', 30_000n, 'open'), call('b', 30_000n, 'open')]
    expect(judgeInterval(start, start - 30_000n, calls)).toEqual([])
    expect(judgeInterval(start, start, calls)).toEqual([
      { attempt: 'a', billed: false },
      { attempt: 'b', billed: false },
    ])
  })

  it('tells two of different cost apart', () => {
    const calls = [call('a', 30_000n, 'open'), call('b', 80_000n, 'open')]
    expect(judgeInterval(start, start - 80_000n, calls)).toEqual([
      { attempt: 'a', billed: false },
      { attempt: 'b', billed: true },
    ])
  })

  it('says nothing when it cannot be explained: a top-up, or calls of somebody else', () => {
    const calls = [call('a', 30_000n, 'open')]
    expect(judgeInterval(start, start + 500_000n, calls)).toEqual([])
    expect(judgeInterval(start, start - 45_000n, calls)).toEqual([])
  })

  it('counts what nobody will ever know as perhaps', () => {
    const calls = [call('a', 30_000n, 'open'), call('b', 30_000n, 'perhaps')]
    expect(judgeInterval(start, start - 30_000n, calls)).toEqual([])
    expect(judgeInterval(start, start - 60_000n, calls)).toEqual([{ attempt: 'a', billed: true }])
  })

  it('gives up on more unknowns than a sum can tell apart', () => {
    const calls = Array.from({ length: 13 }, (_, at) => call(`c${at}`, 30_000n, 'open'))
    expect(judgeInterval(start, start, calls)).toEqual([])
  })
})

const costs = fc.bigInt({ min: 2_000n, max: 90_000n })
const interval = fc.array(
  fc.record({
    costE4: fc.oneof(costs, fc.constantFrom(30_000n, 65_000n)),
    outcome: fc.constantFrom('billed', 'free', 'open', 'open', 'perhaps'),
    /** What really became of those that nobody knows. */
    really: fc.boolean(),
  }),
  { maxLength: 9 },
)

describe('whatever was billed', () => {
  it('is never contradicted by a verdict, with balances rounded down', () => {
    fc.assert(
      fc.property(interval, fc.integer({ min: -1, max: 1 }), (made, off) => {
        const calls = made.map(({ costE4, outcome }, at) => call(`${at}`, costE4, outcome))
        const spent = made
          .filter(({ outcome, really }) =>
            outcome === 'open' || outcome === 'perhaps' ? really : outcome === 'billed',
          )
          .reduce((sum, { costE4 }) => sum + costE4, 0n)
        for (const { attempt, billed } of judgeInterval(start, start - spent + BigInt(off), calls))
          expect(made[Number(attempt)]).toMatchObject({ outcome: 'open', really: billed })
      }),
      { numRuns: 500 },
    )
  })

  it('is found when only one is open and nothing else is unsure', () => {
    fc.assert(
      fc.property(fc.array(costs, { maxLength: 9 }), costs, fc.boolean(), (known, cost, really) => {
        const calls = [
          ...known.map((costE4, at) => call(`${at}`, costE4, 'billed')),
          call('it', cost, 'open'),
        ]
        const spent = known.reduce((sum, costE4) => sum + costE4, really ? cost : 0n)
        expect(judgeInterval(start, start - spent, calls)).toEqual([
          { attempt: 'it', billed: really },
        ])
      }),
    )
  })
})
