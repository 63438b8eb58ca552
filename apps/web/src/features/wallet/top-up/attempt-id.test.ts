import { expect, test } from 'vitest'
import { attemptFor } from './attempt-id.ts'

let made = 0
const newId = () => `id-${(made += 1)}`

test('the same order again keeps its id, another one gets its own', () => {
  const first = attemptFor(null, 'creator USD', newId)
  expect(attemptFor(first, 'creator USD', newId)).toBe(first)
  expect(attemptFor(first, 'creator CNY', newId).id).not.toBe(first.id)
})
