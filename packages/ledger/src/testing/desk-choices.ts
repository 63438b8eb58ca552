import fc from 'fast-check'
import type { Decision } from './desk.ts'

/** What people at the desk, banks and gateways do; numbers pick out of what there is. */
export type DeskChoice =
  | { do: 'openDispute'; task: number; again: boolean; stranger: boolean }
  | { do: 'withdrawDispute'; dispute: number }
  | {
      do: 'decide'
      dispute: number
      decision: Decision['decision']
      amount: number
      by: number
      approvedBy: number
    }
  | { do: 'executeDispute'; dispute: number }
  | { do: 'chargeback'; order: number; part: number; again: boolean }
  | { do: 'chargebackReturn'; chargeback: number }
  | { do: 'refund'; order: number; credits: number; surplus: number; by: number }
  | { do: 'refundEnd'; refund: number; done: boolean }
  | { do: 'adjust'; who: number; account: number; amount: number; by: number; again: boolean }
  | { do: 'buyOut'; who: number; amount: number; by: number }
  | { do: 'unfreeze'; who: number }
  | { do: 'recoverDebts' }

const small = fc.nat({ max: 40 })
const people = fc.nat({ max: 2 })
const seldom = fc.integer({ min: 0, max: 6 }).map((n) => n === 0)
/** 0 and 1 are admins, 2 is nobody; mostly the first. */
const admin = fc.integer({ min: 0, max: 9 }).map((n) => (n === 9 ? 2 : n % 2))

type Of<T extends DeskChoice['do']> = Extract<DeskChoice, { do: T }>
const make = <T extends DeskChoice>(model: {
  [K in keyof T]: fc.Arbitrary<T[K]>
}): fc.Arbitrary<DeskChoice> => fc.record(model) as fc.Arbitrary<T>
const it = <T extends string>(name: T) => fc.constant(name)

export const deskChoices: { weight: number; arbitrary: fc.Arbitrary<DeskChoice> }[] = [
  {
    weight: 5,
    arbitrary: make<Of<'openDispute'>>({
      do: it('openDispute'),
      task: small,
      again: seldom,
      stranger: seldom,
    }),
  },
  {
    weight: 1,
    arbitrary: make<Of<'withdrawDispute'>>({ do: it('withdrawDispute'), dispute: small }),
  },
  {
    weight: 4,
    arbitrary: make<Of<'decide'>>({
      do: it('decide'),
      dispute: small,
      decision: fc.constantFrom<Decision['decision']>(
        'refund_full',
        'refund_partial',
        'refund_partial',
        'compensate',
        'reject',
      ),
      amount: fc.integer({ min: 0, max: 2500 }),
      by: admin,
      approvedBy: admin,
    }),
  },
  {
    weight: 5,
    arbitrary: make<Of<'executeDispute'>>({ do: it('executeDispute'), dispute: small }),
  },
  {
    weight: 2,
    arbitrary: make<Of<'chargeback'>>({
      do: it('chargeback'),
      order: small,
      part: fc.integer({ min: 1, max: 4 }),
      again: seldom,
    }),
  },
  {
    weight: 2,
    arbitrary: make<Of<'chargebackReturn'>>({ do: it('chargebackReturn'), chargeback: small }),
  },
  {
    weight: 2,
    arbitrary: make<Of<'refund'>>({
      do: it('refund'),
      order: small,
      credits: fc.integer({ min: 1, max: 130 }),
      surplus: fc.integer({ min: 0, max: 9 }).map((n) => (n === 0 ? 1 : 0)),
      by: admin,
    }),
  },
  {
    weight: 3,
    arbitrary: make<Of<'refundEnd'>>({ do: it('refundEnd'), refund: small, done: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: make<Of<'adjust'>>({
      do: it('adjust'),
      who: people,
      account: people,
      amount: fc.integer({ min: -2500, max: 2500 }),
      by: admin,
      again: seldom,
    }),
  },
  {
    weight: 1,
    arbitrary: make<Of<'buyOut'>>({
      do: it('buyOut'),
      who: people,
      amount: fc.integer({ min: 1, max: 500 }),
      by: admin,
    }),
  },
  { weight: 3, arbitrary: make<Of<'unfreeze'>>({ do: it('unfreeze'), who: people }) },
  { weight: 1, arbitrary: fc.constant<DeskChoice>({ do: 'recoverDebts' }) },
]
