import { expect, test } from 'vitest'
import { askedPath } from './asked-path.ts'

test.each([
  ['/en/wallet', '/en/wallet'],
  ['/en/wallet?type=returned&_rsc=1x2', '/en/wallet?type=returned'],
  ['/zh/orders/1?_rsc=abc', '/zh/orders/1'],
  ['/', '/'],
])('%s was asked for as %s', (url, path) => {
  expect(askedPath(url)).toBe(path)
})
