import { updateResourceInput } from '@aetherflow/api/gateway/schemas'
import { expect, test } from 'vitest'
import { allHours } from './hours.ts'
import { readDraft, readE4, type SettingsDraft, toDraft, writePrice } from './settings-draft.ts'

const draft: SettingsDraft = {
  name: 'Studio account',
  price: '1.0000',
  daily: '10,000',
  monthly: '100000',
  floor: '0',
  concurrency: '5',
  perMinute: '60',
  modelIds: [],
  hours: [...allHours],
}
const resourceId = '0190f1b0-0000-7000-8000-000000000000'

test('what the form accepts, the API accepts', () => {
  const read = readDraft(draft)
  expect(read).toMatchObject({
    ok: true,
    settings: { priceE4: 10_000n, dailyLimitE4: 100_000_000n },
  })
  if (read.ok)
    expect(updateResourceInput.safeParse({ resourceId, ...read.settings }).success).toBe(true)
})

test.each([
  [{ name: '  ' }, { name: 'empty' }],
  [{ name: 'x'.repeat(81) }, { name: 'long' }],
  [{ name: 'Studio\u202e key' }, { name: 'signs' }],
  [{ price: '0.0999' }, { price: 'price' }],
  [{ price: '10.0001' }, { price: 'price' }],
  [{ price: '1.00001' }, { price: 'price' }],
  [{ price: 'free' }, { price: 'price' }],
  [{ daily: '0' }, { daily: 'positive' }],
  [{ monthly: '-1' }, { monthly: 'number' }],
  [{ floor: '' }, { floor: 'number' }],
  [{ concurrency: '101' }, { concurrency: 'concurrency' }],
  [{ concurrency: '1.5' }, { concurrency: 'concurrency' }],
  [{ perMinute: '0' }, { perMinute: 'perMinute' }],
  [{ hours: [] }, { hours: 'hours' }],
])('%o is refused at its field', (change, problems) => {
  expect(readDraft({ ...draft, ...change })).toEqual({ ok: false, problems })
})

test('several wrong fields are named at once', () => {
  const read = readDraft({ ...draft, price: '', daily: 'x' })
  expect(read).toEqual({ ok: false, problems: { price: 'price', daily: 'number' } })
})

test.each([
  ['6.5', 65_000n],
  [' 1 000 ', 10_000_000n],
  ['1，000.25', 10_002_500n],
  ['100000001', null],
  ['1.23456', null],
  ['', null],
])('reads "%s" as %s', (text, value) => {
  expect(readE4(text)).toBe(value)
})

test('a resource goes through the form unchanged', () => {
  const view = {
    id: resourceId,
    name: 'Night reserve',
    kind: 'deposited_key' as const,
    upstreamId: 'stability',
    upstreamName: 'Stability AI',
    maskedTail: '…a1b2',
    status: 'paused' as const,
    statusReason: 'owner',
    statusAt: new Date(0),
    priceE4: 9_500n,
    dailyLimitE4: 65_000n,
    monthlyLimitE4: 1_000_000n,
    floorBalanceE4: 5_000n,
    concurrencyLimit: 3,
    requestsPerMinute: 30,
    modelIds: ['stability:core'],
    hours: [22, 23],
    usedTodayE4: 0n,
    usedThisMonthE4: 0n,
    inFlight: 0,
    upstreamBalanceE4: null,
    upstreamBalanceAt: null,
    keyModelIds: [],
    balanceDeclared: false,
    termsChanged: false,
    keyVersion: 1,
    newerKey: null,
    createdAt: new Date(0),
  }
  const read = readDraft(toDraft(view))
  expect(read.ok && view).toMatchObject(read.ok ? read.settings : {})
  expect(writePrice(view.priceE4)).toBe('0.9500')
})
