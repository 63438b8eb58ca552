import type { PublishedModel } from '../image-upstream.ts'
import { editModels } from './edit-models.ts'
import { pictureModels, wordModels } from './generate-models.ts'
import type { StabilityModel } from './stability-model.ts'

const all: readonly StabilityModel[] = [...wordModels, ...pictureModels, ...editModels]

/**
 * The models that the adapter can call. Costs: the vendor's own OpenAPI document and its price list of 2025-07-09
 * (stability.ai/api-pricing-update-25).
 */
export const stabilityModels: readonly PublishedModel[] = all.map(
  ({ path: _path, fixed: _fixed, ...model }) => model,
)

/** Where a model is called, and the fields that are always the same there; null for an unknown model. */
export function stabilityRoute(
  modelId: string,
): Pick<StabilityModel, 'path' | 'fixed' | 'callClass'> | null {
  return all.find(({ id }) => id === modelId) ?? null
}
