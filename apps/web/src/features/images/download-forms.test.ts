import { expect, test } from 'vitest'
import { formatsOf, sizesOf } from './download-forms.ts'

test('only smaller sizes are offered beside its own', () => {
  expect(sizesOf({ width: 1216, height: 832 })).toEqual([
    { longest: 'full', width: 1216, height: 832 },
    { longest: '1024', width: 1024, height: 701 },
    { longest: '512', width: 512, height: 350 },
  ])
  expect(sizesOf({ width: 400, height: 512 }).map(({ longest }) => longest)).toEqual(['full'])
})

test('its own format is named once', () => {
  expect(formatsOf({ mimeType: 'image/webp' })).toEqual(['original', 'png', 'jpeg', 'avif'])
})
