import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAdaptiveLimit, type LimitState, nextLimit, type Sample } from './adaptive-limit.ts'

const calm: Sample = { busy: 0, lagMs: 5, ended: 20, rateLimited: 0, latencyMs: 1_000 }
const at = (limit: number): LimitState => ({ limit, usualMs: 1_000, rest: 0 })

describe('how many calls may be under way', () => {
  it.each([
    ['the event loop is crowded', { lagMs: 251 }],
    ['a fifth of the calls are rate limited', { rateLimited: 5 }],
    ['calls take three times as long as usual', { latencyMs: 3_100 }],
  ])('falls by a quarter when %s', (_name, changes) => {
    expect(nextLimit(at(64), { ...calm, ...changes }, 64).limit).toBe(48)
  })

  it('stays when a few calls alone were slow or refused', () => {
    const few = { ...calm, ended: 4, rateLimited: 4, latencyMs: 9_000 }
    expect(nextLimit(at(64), few, 64).limit).toBe(64)
  })

  it('rises by a sixteenth of the most for a second at the limit, and not without need', () => {
    expect(nextLimit(at(32), { ...calm, busy: 32 }, 64).limit).toBe(36)
    expect(nextLimit(at(32), { ...calm, busy: 31 }, 64).limit).toBe(32)
    expect(nextLimit(at(63), { ...calm, busy: 63 }, 64).limit).toBe(64)
  })

  it('falls once and waits what becomes of it', () => {
    const crowded = { ...calm, lagMs: 400, busy: 64 }
    const limits = []
    let state = at(64)
    for (let second = 0; second < 6; second++) {
      state = nextLimit(state, crowded, 64)
      limits.push(state.limit)
    }
    expect(limits).toEqual([48, 48, 48, 48, 36, 36])
  })

  it('comes back to the most after a storm', () => {
    let state = at(64)
    for (let second = 0; second < 60; second++)
      state = nextLimit(state, { ...calm, lagMs: 900 }, 64)
    expect(state.limit).toBeLessThanOrEqual(2)
    for (let second = 0; second < 40; second++)
      state = nextLimit(state, { ...calm, busy: state.limit }, 64)
    expect(state.limit).toBe(64)
  })

  it('lies between one and the most, whatever is seen', () => {
    const sample = fc.record({
      busy: fc.nat(600),
      lagMs: fc.nat(5_000),
      ended: fc.nat(500),
      rateLimited: fc.nat(500),
      latencyMs: fc.option(fc.nat(200_000)),
    })
    fc.assert(
      fc.property(
        fc.array(sample, { maxLength: 60 }),
        fc.integer({ min: 1, max: 500 }),
        (samples, most) => {
          let state: LimitState = { limit: most, usualMs: null, rest: 0 }
          for (const seen of samples) {
            state = nextLimit(state, seen, most)
            expect(state.limit).toBeGreaterThanOrEqual(1)
            expect(state.limit).toBeLessThanOrEqual(most)
          }
        },
      ),
    )
  })
})

it('counts what attempts came to since the last second', () => {
  const limit = createAdaptiveLimit(40)
  const nothing = { retryAfterMs: null, requestId: null, latencyMs: 50 }
  for (let call = 0; call < 10; call++)
    limit.note({ kind: 'failed', code: call < 3 ? 'RATE_LIMITED' : 'BAD_REQUEST', ...nothing })
  limit.tick(5, 0)
  expect(limit.now()).toBe(30)
  limit.tick(5, 0)
  limit.note({ kind: 'withdrawn' })
  limit.tick(5, 0)
  expect(limit.now()).toBe(30)
})
