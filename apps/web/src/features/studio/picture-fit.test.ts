import { expect, test } from 'vitest'
import { sampleModel } from '../testing/sample-model.ts'
import { modelForPicture, pictureProblem } from './picture-fit.ts'

const spec = {
  name: 'image' as const,
  required: true,
  minSide: 64,
  maxSide: 4_000,
  minPixels: 10_000,
  maxPixels: 9_000_000,
  maxRatio: 2.5,
  maxBytes: 1_000,
}
const picture = { width: 1_024, height: 1_024, sizeBytes: 1_000, mimeType: 'image/png' }

test.each([
  [{}, null],
  [{ mimeType: 'image/gif' }, { kind: 'type' }],
  [{ sizeBytes: 1_001 }, { kind: 'bytes', maxBytes: 1_000 }],
  [{ width: 63 }, { kind: 'side-short', minSide: 64 }],
  [{ height: 4_001 }, { kind: 'side-long', maxSide: 4_000 }],
  [
    { width: 90, height: 90 },
    { kind: 'pixels-few', minPixels: 10_000 },
  ],
  [
    { width: 3_500, height: 3_500 },
    { kind: 'pixels-many', maxPixels: 9_000_000 },
  ],
  [
    { width: 2_561, height: 1_024 },
    { kind: 'ratio', maxRatio: 2.5 },
  ],
  [{ width: 2_560, height: 1_024 }, null],
])('a picture with %j is %j', (facts, problem) => {
  expect(pictureProblem(spec, { ...picture, ...facts })).toEqual(problem)
})

test('a model that takes the picture is found among those that somebody runs', () => {
  const model = (id: string, maxSide: number, price: bigint | null = 300n) =>
    sampleModel({ id, price, capability: { inputs: [{ ...spec, maxSide }] } })
  const chosen = model('small', 1_000)
  const able = [chosen, model('also', 1_000), model('idle', 2_000, null), model('large', 2_000)]
  expect(modelForPicture(able, 'image', picture, [chosen])?.id).toBe('large')
  expect(modelForPicture(able, 'mask', picture, [chosen])).toBeUndefined()
})
