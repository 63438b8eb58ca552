import { checkStartImage } from './fields.ts'
import type { Endpoint } from './endpoint.ts'

/** `POST /v2beta/stable-image/generate/ultra`: 8 credits, about one megapixel. */
export const ultra: Endpoint = {
  name: 'ultra',
  latencyMs: [3000, 5000],
  readModel(fields) {
    checkStartImage(fields, 'optional')
    return { model: 'ultra', credits: 8 }
  },
}
