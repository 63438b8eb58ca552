import type { Endpoint } from './endpoint.ts'

/** `POST /v2beta/stable-image/generate/core`: 3 credits, 1.5 times the side of the others; takes no image and no model. */
export const core: Endpoint = {
  name: 'core',
  latencyMs: [1500, 3000],
  readModel: () => ({ model: 'core', credits: 3 }),
}
