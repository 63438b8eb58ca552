import { expect, test } from 'vitest'
import { marketRows } from './market-rows.ts'

const model = (name: string, price: bigint | null, open = 1) => ({
  name,
  price,
  typicalMs: null,
  open,
})

test('what can be had comes first, the cheapest on top', () => {
  const rows = marketRows([
    model('Closed', null, 0),
    model('Ultra', 800n),
    model('Core', 300n),
    model('Medium', 300n),
  ])
  expect(rows.map((row) => row.model)).toEqual(['Core', 'Medium', 'Ultra', 'Closed'])
})

test('there is no tape while nobody is open', () => {
  expect(marketRows([model('Core', null, 0), model('Ultra', null, 0)])).toEqual([])
  expect(marketRows([])).toEqual([])
})
