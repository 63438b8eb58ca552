import { expect, test } from 'vitest'
import { sampleModel } from '../testing/sample-model.ts'
import { operationForPicture } from './use-input-of-address.ts'

const input = {
  name: 'image',
  required: true,
  minSide: 1,
  maxSide: 9,
  minPixels: 1,
  maxPixels: 81,
  maxRatio: 3,
  maxBytes: 9,
} as const
const words = sampleModel()
const upscale = sampleModel({ id: 'u', capability: { operation: 'upscale', inputs: [input] } })
const change = sampleModel({
  id: 'c',
  capability: { operation: 'image-to-image', inputs: [input] },
})

test('a picture is used for what was asked, where somebody offers that', () => {
  expect(operationForPicture('upscale', [words, upscale, change])).toBe('upscale')
  expect(operationForPicture('upscale', [words, change])).toBe('image-to-image')
})

test('without a wish, or with one that makes no sense, the first that works on a picture', () => {
  expect(operationForPicture('text-to-image', [words, upscale, change])).toBe('image-to-image')
  expect(operationForPicture('fly', [words, upscale])).toBe('upscale')
  expect(operationForPicture('inpaint', [words])).toBe('text-to-image')
})
