import type { Endpoint } from './endpoint.ts'
import { generateOrder, readStartImage } from './generate-order.ts'

/** `POST …/generate/ultra`: 8 credits, about one megapixel. */
export const ultra: Endpoint = {
  path: 'generate/ultra',
  latencyMs: [3000, 5000],
  read: async (fields) =>
    generateOrder(fields, { model: 'ultra', credits: 8 }, await readStartImage(fields, 'optional')),
}
