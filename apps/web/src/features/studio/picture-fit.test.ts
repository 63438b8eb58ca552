import { expect, test } from 'vitest'
import { sampleModel } from '../testing/sample-model.ts'
import { modelForPicture, outputProblem, pictureProblem } from './picture-fit.ts'

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

const around = { left: 1_000, right: 1_000, up: 500, down: 500 }
test.each([
  [2_500, 2_500, 'png', {}, null],
  [2_500, 2_501, 'png', {}, { kind: 'output-png', maxPixels: 6_250_000 }],
  [2_500, 2_501, 'webp', {}, null],
  [3_000, 4_000, 'jpeg', around, null],
  [3_000, 4_000, 'png', around, { kind: 'output-png', maxPixels: 6_250_000 }],
  [6_000, 4_001, 'jpeg', around, { kind: 'output', maxPixels: 40_000_000 }],
])(
  'a result of %d × %d as %s with %j more is %j',
  (width, height, outputFormat, options, problem) => {
    const output = { scale: 1, widen: ['left', 'right'], heighten: ['up', 'down'] }
    expect(outputProblem(output, { width, height }, { outputFormat, options })).toEqual(problem)
  },
)

test('a result whose size the model chooses has no problem, one that is enlarged may have', () => {
  const [asked, side] = [
    { outputFormat: 'png', options: {} },
    { width: 3_000, height: 3_000 },
  ]
  expect(outputProblem(undefined, side, asked)).toBeNull()
  const four = { scale: 4, widen: [], heighten: [] }
  expect(outputProblem(four, side, asked)).toMatchObject({ kind: 'output' })
})

test('a model that takes the picture is found among those that somebody runs', () => {
  const model = (id: string, maxSide: number, price: bigint | null = 300n) =>
    sampleModel({ id, price, capability: { inputs: [{ ...spec, maxSide }] } })
  const chosen = model('small', 1_000)
  const able = [chosen, model('also', 1_000), model('idle', 2_000, null), model('large', 2_000)]
  expect(modelForPicture(able, 'image', picture, [chosen])?.id).toBe('large')
  expect(modelForPicture(able, 'mask', picture, [chosen])).toBeUndefined()
})
