import { createHash } from 'node:crypto'
import { textToImage } from '@aetherflow/integrations/image/model-capability'
import type { PublishedModel } from '@aetherflow/integrations/image/image-upstream'
import { describe, expect, it } from 'vitest'
import { readInputs } from './read-inputs.ts'

const bytes = new Uint8Array([1, 2, 3])
const stored = {
  storageKey: 'uploads/one.png',
  mimeType: 'image/png',
  width: 8,
  height: 9,
} as const
const storage = {
  get: async (key: string) =>
    key === stored.storageKey ? { bytes, contentType: 'image/png' } : null,
}
const spec = { minSide: 1, maxSide: 99, minPixels: 1, maxPixels: 9_999, maxRatio: 9, maxBytes: 99 }
const model = (required: boolean): PublishedModel => ({
  id: 'test:edit',
  name: 'Edit',
  costE4: 1n,
  source: 'test',
  callClass: 'at-most-once',
  callTimeoutMs: 1_000,
  capability: {
    ...textToImage({ aspectRatios: [], sizes: {} }),
    inputs: [{ name: 'image', required, ...spec }],
  },
})

describe('the pictures of a call', () => {
  it('are read as they were stored', async () => {
    expect(await readInputs(storage, model(true), { image: stored, mask: stored })).toEqual({
      image: { bytes, mimeType: 'image/png', width: 8, height: 9 },
      mask: { bytes, mimeType: 'image/png', width: 8, height: 9 },
    })
    expect(await readInputs(storage, model(false))).toEqual({})
  })

  it('pass with the size and hash that were noted', async () => {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const image = { ...stored, sizeBytes: 3, sha256 }
    expect(await readInputs(storage, model(true), { image })).toHaveProperty('image')
  })

  it.each([
    ['is gone', { image: { ...stored, storageKey: 'uploads/none.png' } }],
    ['has another size', { image: { ...stored, sizeBytes: 4 } }],
    ['has another hash', { image: { ...stored, sha256: '0'.repeat(64) } }],
    ['is needed and not named', { mask: stored }],
  ])('are refused when one %s', async (_name, inputs) => {
    expect(await readInputs(storage, model(true), inputs)).toBeNull()
  })
})
