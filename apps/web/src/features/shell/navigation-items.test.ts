import { expect, test } from 'vitest'
import { bottomItems, isHere, railItems } from './navigation-items.ts'

test('the phone bar always has four places', () => {
  for (const role of ['consumer', 'provider', 'admin'] as const)
    expect(bottomItems(role)).toHaveLength(4)
})

test.each([
  ['/studio', 'create'],
  ['/runs/r1', 'create'],
  ['/tasks/t1', 'history'],
  ['/orders/o1', 'wallet'],
  ['/provide/new', 'provide'],
])('%s belongs to %s and to nothing else', (path, name) => {
  expect(
    railItems('consumer')
      .filter((item) => isHere(item, path))
      .map((item) => item.name),
  ).toEqual([name])
})

test('a path that only begins alike is elsewhere', () => {
  expect(railItems('consumer').some((item) => isHere(item, '/walletx'))).toBe(false)
})
