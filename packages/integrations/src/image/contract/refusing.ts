import { expect, it } from 'vitest'
import { firstModel, fittingCall, newKey, run } from './fitting-call.ts'
import type { Under } from './setup.ts'

/** The vendor's noes, and answers that are none. */
export function refusing(under: Under): void {
  const call = (change: Parameters<typeof fittingCall>[2] = {}) =>
    fittingCall(under, firstModel(under), change)

  it.each(['moderated', 'filtered', 'foreign'] as const)(
    'tells a %s prompt by its code',
    async (prompt) => {
      const { outcome } = await run(under, call({ prompt: under.setup.prompts[prompt] }))
      const code = under.setup.codes[prompt]
      expect(outcome).toMatchObject(code === null ? { kind: 'image' } : { kind: 'refused', code })
    },
  )

  it('bills nothing for a prompt that was refused', async () => {
    for (const prompt of ['moderated', 'foreign'] as const) {
      if (under.setup.codes[prompt] === null) continue
      const { billed } = await run(under, call({ prompt: under.setup.prompts[prompt] }))
      expect(billed.filter((line) => line.creditsE4 > 0n)).toEqual([])
    }
  })

  it('tells a revoked key and a drained one apart', async () => {
    const { revokedKey, brokeKey } = under.setup
    expect((await run(under, call({ key: revokedKey }))).outcome).toMatchObject({
      kind: 'refused',
      code: 'KEY_REFUSED',
    })
    expect((await run(under, call({ key: brokeKey }))).outcome).toMatchObject({
      kind: 'refused',
      code: 'OUT_OF_CREDITS',
    })
  })

  it.each([
    ['server-error', { kind: 'refused', code: 'UPSTREAM_ERROR' }],
    ['rate-limited', { kind: 'refused', code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) }],
    ['page-instead-of-image', { kind: 'refused', code: 'INVALID_ANSWER' }],
    ['cut-before-answer', { kind: 'unknown', reason: 'connection-lost' }],
    ['cut-in-answer', { kind: 'unknown', reason: 'connection-lost' }],
  ] as const)('reads the fault %s as what it is', async (fault, expected) => {
    const key = newKey(under)
    under.setup.fault(key, fault)
    expect((await run(under, call({ key }))).outcome).toMatchObject(expected)
  })

  it('gives up at its deadline and says that it does not know', async () => {
    const key = newKey(under)
    under.setup.fault(key, 'silence')
    const { outcome } = await run(under, call({ key, timeoutMs: 500 }))
    expect(outcome).toEqual({ kind: 'unknown', reason: 'timeout' })
  })

  it('gives up when its caller does', async () => {
    const key = newKey(under)
    under.setup.fault(key, 'silence')
    const signal = AbortSignal.timeout(300)
    expect((await run(under, call({ key, signal }))).outcome).toEqual({
      kind: 'unknown',
      reason: 'connection-lost',
    })
  })
}
