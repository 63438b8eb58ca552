import { expect, it } from 'vitest'
import {
  conversionFormats,
  conversionName,
  conversionSizes,
  parseConversionName,
} from './conversion-name.ts'

it('every conversion has one name, and each name is read back', () => {
  const all = conversionFormats.flatMap((format) =>
    conversionSizes.flatMap((longest) =>
      [true, false].flatMap((mark) =>
        [true, false].map((facts) => ({ format, longest, mark, facts })),
      ),
    ),
  )
  expect(new Set(all.map(conversionName)).size).toBe(all.length)
  for (const request of all) expect(parseConversionName(conversionName(request))).toEqual(request)
})

it.each([
  '',
  'to',
  'full',
  'to.webp.1024.mark',
  'to.webp.1024.mark.plain.x',
  'to.gif.full.mark.plain',
  'to.webp.4096.mark.plain',
  'to.webp.full.toString.plain',
  'to.webp.full.mark.__proto__',
])('%j is no conversion', (name) => {
  expect(parseConversionName(name)).toBeNull()
})
