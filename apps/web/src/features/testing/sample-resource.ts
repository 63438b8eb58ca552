import type { ResourceView } from '@aetherflow/api/gateway/schemas'

const noon = new Date('2026-11-22T12:00:00Z')

/** A live resource that is open now and has room; tests say only what matters to them. */
export function sampleResource(facts: Partial<ResourceView> = {}): ResourceView {
  return {
    id: '0190f1b0-0000-7000-8000-000000000000',
    name: 'Studio',
    kind: 'deposited_key',
    upstreamId: 'stability',
    upstreamName: 'Stability AI',
    maskedTail: '…a1b2',
    status: 'active',
    statusReason: null,
    statusAt: noon,
    priceE4: 10_000n,
    dailyLimitE4: 1_000n,
    monthlyLimitE4: 10_000n,
    floorBalanceE4: 0n,
    concurrencyLimit: 5,
    requestsPerMinute: 60,
    modelIds: [],
    keyModelIds: [],
    hours: [12],
    usedTodayE4: 0n,
    usedThisMonthE4: 0n,
    inFlight: 0,
    upstreamBalanceE4: 500n,
    upstreamBalanceAt: noon,
    balanceDeclared: false,
    termsChanged: false,
    keyVersion: 1,
    newerKey: null,
    createdAt: noon,
    ...facts,
  }
}
