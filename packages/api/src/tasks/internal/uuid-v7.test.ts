import { expect, it } from 'vitest'
import { z } from 'zod'
import { uuidV7 } from './uuid-v7.ts'

it('makes valid ids that sort in the order in which they were made', () => {
  const ids = Array.from({ length: 10_000 }, () => uuidV7())
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
  expect(z.uuidv7().safeParse(ids[0]).success).toBe(true)
})

it('keeps the order when the clock steps back', () => {
  const later = uuidV7(Date.now() + 5_000)
  expect(uuidV7() > later).toBe(true)
})
