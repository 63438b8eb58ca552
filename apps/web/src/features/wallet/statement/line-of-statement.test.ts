import { expect, test } from 'vitest'
import { isReadersOwn, linkOfLine, lookOfLine } from './line-of-statement.ts'

const nothing = { orderId: null, taskId: null, runId: null }

test.each([
  [
    { ...nothing, orderId: 'o' },
    { to: 'order', href: '/orders/o' },
  ],
  [
    { ...nothing, taskId: 't', runId: 'r' },
    { to: 'task', href: '/tasks/t' },
  ],
  [
    { ...nothing, runId: 'r' },
    { to: 'run', href: '/runs/r' },
  ],
  [nothing, null],
])('a line of %o leads to %o', (line, link) => {
  expect(linkOfLine(line)).toEqual(link)
})

test('what was earned belongs to an image of somebody else', () => {
  expect(isReadersOwn({ type: 'earn' })).toBe(false)
  expect(isReadersOwn({ type: 'consume' })).toBe(true)
})

test.each([
  ['hold', -1n, 'held'],
  ['consume', 0n, 'aside'],
  ['earn', 0n, 'aside'],
  ['recharge', 1n, 'change'],
  ['release', 1n, 'change'],
] as const)('%s that moves %s of what can be spent looks %s', (type, spendableDelta, look) => {
  expect(lookOfLine({ type, spendableDelta })).toBe(look)
})
