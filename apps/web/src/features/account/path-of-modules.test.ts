import { encode } from 'uqr'
import { expect, test } from 'vitest'
import { pathOfModules } from './path-of-modules.ts'

test('draws each run of dark modules once, where it lies', () => {
  const rows = [
    [false, true, true],
    [true, false, true],
    [false, false, false],
  ]
  expect(pathOfModules(rows)).toBe('M1 0h2v1h-2zM0 1h1v1h-1zM2 1h1v1h-1z')
})

test('covers exactly the dark modules of a real code', () => {
  const { size, data } = encode('otpauth://totp/Aetherflow:a%40x.test?secret=GEZDGNBVGY3TQOJQ', {
    border: 4,
  })
  const drawn = Array.from({ length: size }, () => Array.from({ length: size }, () => false))
  for (const [, x, y, run] of pathOfModules(data).matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    drawn[Number(y)]?.fill(true, Number(x), Number(x) + Number(run))
  expect(drawn).toEqual(data)
})
