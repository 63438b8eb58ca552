import { creditHundredths } from '@aetherflow/db/quantities'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fee } from './pricing.ts'
import { type AccountsOf, type DisputedTask, previewDecision } from './preview-decision.ts'

const c = creditHundredths
const accounts = (of: Partial<AccountsOf> = {}): AccountsOf => ({
  available: 0n,
  bonus: 0n,
  promoEarned: 0n,
  earned: 0n,
  held: 0n,
  pending: 0n,
  debt: 0n,
  ...of,
})
const task = (of: Partial<DisputedTask> = {}): DisputedTask => ({
  price: c(300n),
  reversed: c(0n),
  chargedBack: c(0n),
  commissionBps: 2_000,
  paidFrom: { bonus: c(50n), promoEarned: c(50n), available: c(150n), earned: c(50n) },
  consumer: accounts({ available: 1_000n }),
  provider: accounts({ pending: 240n }),
  ...of,
})
const refund = (amount: bigint) => ({ kind: 'refund', amount: c(amount) }) as const

describe('a refund', () => {
  it.each([
    [50n, { earned: 50n }],
    [120n, { earned: 50n, available: 1_070n }],
    [220n, { earned: 50n, available: 1_150n, promoEarned: 20n }],
    [300n, { earned: 50n, available: 1_150n, promoEarned: 50n, bonus: 50n }],
  ])('of %s goes back in the reverse order of spending', (amount, after) => {
    const { consumer } = previewDecision(task(), refund(amount))
    expect(consumer?.after).toEqual(accounts({ available: 1_000n, ...after }))
  })

  it('takes the provider’s part from pending and the fee’s part from commission', () => {
    const { provider, platform } = previewDecision(task(), refund(101n))
    expect(provider?.after.pending).toBe(240n - 80n)
    expect(platform).toEqual({ commission: -21n, loss: 0n, bonusExpense: 0n })
  })

  it('pays a debt first, out of bought credits and then of earned ones', () => {
    const consumer = accounts({ debt: -180n, available: 20n, earned: 10n })
    const { consumer: moved } = previewDecision(task({ consumer }), refund(150n))
    // 50 to earned and 100 to available: 120 and then 60 pay what is owed.
    expect(moved?.after).toEqual(accounts({ available: 0n, earned: 0n, debt: 0n }))
  })

  it('knows what a chargeback took out of the bought part', () => {
    const { consumer } = previewDecision(
      task({ reversed: c(150n), chargedBack: c(150n), consumer: accounts() }),
      refund(100n),
    )
    expect(consumer?.after).toEqual(accounts({ earned: 50n, promoEarned: 50n }))
  })
})

it('a compensation is a bonus from loss and leaves the provider alone', () => {
  const effects = previewDecision(task(), { kind: 'compensate', amount: c(77n) })
  expect(effects.consumer?.after.bonus).toBe(77n)
  expect(effects.provider).toBeNull()
  expect(effects.platform).toEqual({ commission: 0n, loss: -77n, bonusExpense: 0n })
})

it('a rejection moves nothing', () => {
  const { consumer, provider, platform } = previewDecision(task(), { kind: 'reject' })
  expect([consumer, provider]).toEqual([null, null])
  expect(Object.values(platform)).toEqual([0n, 0n, 0n])
})

const small = fc.bigInt({ min: 0n, max: 500n })
const anyTask = fc
  .record({
    bonus: small,
    promoEarned: small,
    available: small,
    earned: small,
    bps: fc.integer({ min: 0, max: 10_000 }),
    debt: small,
    owned: small,
    ownedEarned: small,
    parts: fc.array(fc.bigInt({ min: 1n, max: 400n }), { minLength: 1, maxLength: 4 }),
  })
  .filter(({ bonus, promoEarned, available, earned, parts }) => {
    const price = bonus + promoEarned + available + earned
    return parts.reduce((sum, part) => sum + part, 0n) <= price
  })
const sumOf = (of: AccountsOf) => Object.values(of).reduce((sum, balance) => sum + balance, 0n)

it('creates no credit and loses none, and parts in steps end where one refund does', () => {
  fc.assert(
    fc.property(anyTask, ({ bps, debt, owned, ownedEarned, parts, ...from }) => {
      const { bonus, promoEarned, available, earned } = from
      const price = c(bonus + promoEarned + available + earned)
      const share = price - fee(price, bps)
      const start = task({
        price,
        commissionBps: bps,
        paidFrom: {
          bonus: c(bonus),
          promoEarned: c(promoEarned),
          available: c(available),
          earned: c(earned),
        },
        consumer: accounts({ available: owned, earned: ownedEarned, debt: -debt }),
        provider: accounts({ pending: share }),
      })
      let now = start
      let commission = 0n
      for (const part of parts) {
        const { consumer, provider, platform } = previewDecision(now, refund(part))
        const after = {
          consumer: consumer?.after ?? now.consumer,
          provider: provider?.after ?? now.provider,
        }
        const moved =
          sumOf(after.consumer) - sumOf(now.consumer) + sumOf(after.provider) - sumOf(now.provider)
        expect(moved + platform.commission).toBe(0n)
        commission += platform.commission
        now = { ...now, ...after, reversed: c(now.reversed + part) }
      }
      const whole = previewDecision(start, refund(now.reversed))
      const once = whole.consumer?.after ?? start.consumer
      // A debt that a first part pays may come out of the other withdrawable account than the whole would take.
      const settled = (of: AccountsOf) =>
        debt === 0n ? of : { ...of, available: of.available + of.earned, earned: 0n }
      expect(settled(now.consumer)).toEqual(settled(once))
      expect(now.provider).toEqual(whole.provider?.after ?? start.provider)
      expect(commission).toBe(whole.platform.commission)
      expect(now.provider.pending >= 0n).toBe(true)
    }),
  )
})
