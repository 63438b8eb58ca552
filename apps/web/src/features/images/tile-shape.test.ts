import { expect, test } from 'vitest'
import { sampleImage, sampleTask } from '../testing/sample-task.ts'
import { shapeOfRatio, tileShape } from './tile-shape.ts'

const capability = { sizes: { '16:9': { width: 1344, height: 768 } } }

test('a tile has the shape of the picture that will land in it', () => {
  const image = sampleImage({ width: 1344, height: 768 })
  expect(tileShape(sampleTask(), '16:9', capability)).toEqual({ width: 1344, height: 768 })
  expect(tileShape(sampleTask({ image }), '16:9', undefined)).toEqual({ width: 1344, height: 768 })
})

test('without a known size it is the ratio, and an odd ratio a square', () => {
  expect(tileShape(sampleTask(), '3:2', capability)).toEqual({ width: 3, height: 2 })
  for (const odd of ['', '3', '0:2', 'a:b'])
    expect(shapeOfRatio(odd)).toEqual({ width: 1, height: 1 })
})
