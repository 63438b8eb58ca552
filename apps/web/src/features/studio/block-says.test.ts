import { expect, test } from 'vitest'
import { blockSays } from './block-says.ts'

test('a block says the refusal of the same reason and no other', () => {
  const short = { kind: 'short', missing: 1n } as const
  expect(blockSays(short, 'INSUFFICIENT_CREDITS')).toBe(true)
  expect(blockSays(short, 'NO_CAPACITY')).toBe(false)
  expect(blockSays({ kind: 'no-provider', modelIds: [], reasons: [] }, 'NO_CAPACITY')).toBe(true)
})

test('a block without a note of its own, or none, leaves every refusal on the screen', () => {
  expect(blockSays({ kind: 'prompt-empty' }, 'INTERNAL')).toBe(false)
  expect(blockSays(null, 'INSUFFICIENT_CREDITS')).toBe(false)
})
