import { expect, test } from 'vitest'
import { isReadersOwn, linkOfLine, toneOfLine } from './line-of-statement.ts'

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

test('only what is set aside is drawn as held', () => {
  expect(toneOfLine({ type: 'hold', amount: -1n })).toBe('held')
  expect(toneOfLine({ type: 'consume', amount: -1n })).toBe('sign')
})
