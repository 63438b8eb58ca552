import type { Endpoint } from './endpoint.ts'
import { generateOrder } from './generate-order.ts'

/** `POST …/generate/core`: 3 credits, 1.5 times the side of the others; takes no image and no model. */
export const core: Endpoint = {
  path: 'generate/core',
  latencyMs: [1500, 3000],
  read: (fields) => generateOrder(fields, { model: 'core', credits: 3 }),
}
