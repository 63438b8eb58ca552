import { setLimitsInput } from '@aetherflow/api/wallet/limits-schemas'
import { expect, test } from 'vitest'
import { limitDraft, readLimit } from './limit-draft.ts'

test('a limit that is off keeps a usual amount at hand', () => {
  expect(limitDraft(null, 10_000n)).toEqual({ on: false, text: '100' })
  expect(limitDraft(1_250n, 10_000n)).toEqual({ on: true, text: '12.50' })
  expect(limitDraft(5n, 10_000n)).toEqual({ on: true, text: '0.05' })
})

test.each([
  [
    { on: false, text: 'nonsense' },
    { ok: true, value: null },
  ],
  [
    { on: true, text: '12.5' },
    { ok: true, value: 1_250n },
  ],
  [
    { on: true, text: '1' },
    { ok: true, value: 100n },
  ],
  [{ on: true, text: '0.99' }, { ok: false }],
  [{ on: true, text: '' }, { ok: false }],
  [{ on: true, text: '-5' }, { ok: false }],
])('%o reads as %o', (draft, read) => {
  const got = readLimit(draft, 100n)
  expect(got).toEqual(read)
  if (got.ok) expect(setLimitsInput.safeParse({ dailySpendCap: got.value }).success).toBe(true)
})
