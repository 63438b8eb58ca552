import type { Receipt } from '@aetherflow/api/tasks/receipt-schemas'
import { expect, test } from 'vitest'
import { sampleRun, sampleTask } from '../testing/sample-task.ts'
import { receiptLines } from './receipt-lines.ts'

const { tasks: _, ...run } = sampleRun()
const receipt: Receipt = {
  task: sampleTask(),
  run,
  modelName: 'Core',
  upstreamName: 'Stability AI',
  hold: {
    ceiling: 400n,
    fromBonus: 100n,
    fromPromo: 0n,
    fromAvailable: 300n,
    fromEarned: 0n,
    commissionBps: 2_000,
  },
  attempts: [],
  settlement: null,
}
const settlement = {
  state: 'open',
  price: 300n,
  fee: 60n,
  providerShare: 240n,
  fromBonus: 100n,
  fromPromo: 0n,
  fromAvailable: 200n,
  fromEarned: 0n,
  reversed: 0n,
  settledAt: new Date(0),
  maturesAt: new Date(1),
} as const

test('a running task shows what is held and from where', () => {
  expect(receiptLines(receipt)).toEqual({
    total: 400n,
    state: 'held',
    amounts: [{ key: 'atMost', value: 400n }],
    sources: [
      { key: 'bonus', value: 100n },
      { key: 'available', value: 300n },
    ],
    progress: 0.1,
  })
})

test('a delivered one shows every amount, and they add up', () => {
  const { total, state, amounts } = receiptLines({ ...receipt, settlement })
  const of = (key: string) => amounts.find((amount) => amount.key === key)?.value ?? 0n
  expect([total, state]).toEqual([300n, 'paid'])
  expect(of('share') + of('fee')).toBe(of('price'))
  expect(of('price') + of('back')).toBe(of('atMost'))
})

test('a refund is taken off what was paid', () => {
  const { total, amounts } = receiptLines({
    ...receipt,
    settlement: { ...settlement, reversed: 100n },
  })
  expect(total).toBe(200n)
  expect(amounts.at(-1)).toEqual({ key: 'reversed', value: 100n })
})

test('a failed one shows what came back', () => {
  const task = sampleTask({ status: 'failed', released: 400n })
  expect(receiptLines({ ...receipt, task })).toMatchObject({
    total: 0n,
    state: 'returned',
    amounts: [
      { key: 'atMost', value: 400n },
      { key: 'back', value: 400n },
    ],
    progress: 1,
  })
})

test('an own key has no amounts at all', () => {
  const own = { ...receipt, run: { ...run, ownKey: true } }
  expect(receiptLines(own)).toMatchObject({ total: 0n, state: 'own', amounts: [], sources: [] })
})
