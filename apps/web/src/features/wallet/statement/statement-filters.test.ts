import { statementInput, statementType } from '@aetherflow/api/wallet/statement-schemas'
import { expect, test } from 'vitest'
import { filters, readFilter, typesOfFilter } from './statement-filters.ts'

test('every filter is one that the API takes, and no type is in two of them', () => {
  const all = filters.flatMap((filter) => {
    const types = typesOfFilter(filter)
    expect(statementInput.safeParse({ types }).success).toBe(true)
    return types
  })
  expect(new Set(all).size).toBe(all.length)
})

test('only what an operator does by hand is in no filter but "all"', () => {
  const filed = new Set(filters.flatMap(typesOfFilter))
  expect(statementType.options.filter((type) => !filed.has(type))).toEqual(['adjustment'])
})

test.each([
  ['returned', 'returned'],
  ['nonsense', 'all'],
  [undefined, 'all'],
  [['spent', 'bonus'], 'all'],
])('an address with %o shows %s', (text, filter) => {
  expect(readFilter(text)).toBe(filter)
})
