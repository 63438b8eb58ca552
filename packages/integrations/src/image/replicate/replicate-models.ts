import { fluxGuidance, fluxSteps } from '../flux-options.ts'
import { fluxShapes } from '../flux-sizes.ts'
import type { PublishedModel } from '../image-upstream.ts'
import { type OptionSpec, textToImage } from '../model-capability.ts'

export type ReplicateModel = { published: PublishedModel; path: string }

const guidance = fluxGuidance('guidance', { min: 0, max: 10, preset: 3 })

function model(
  name: string,
  title: string,
  price: Pick<PublishedModel, 'costE4' | 'source'>,
  options: OptionSpec[],
): ReplicateModel {
  return {
    path: `/v1/models/black-forest-labs/${name}/predictions`,
    published: {
      id: `replicate:${name}`,
      name: title,
      ...price,
      callClass: 'job-id',
      callTimeoutMs: 180_000,
      capability: textToImage({
        ...fluxShapes(1536),
        maxPromptChars: 5000,
        // A prediction says which seed it was given, so one is always given.
        seed: { min: 0, max: 2_147_483_647 },
        outputFormats: ['png', 'jpeg', 'webp'],
        // FLUX.1 was trained on English.
        promptLanguages: ['en'],
        options,
      }),
    },
  }
}

/** Official models, which are sold by the picture; their fields are those of the models' own schemas on replicate.com. */
export const replicateModels: readonly ReplicateModel[] = [
  model(
    'flux-schnell',
    'FLUX.1 [schnell]',
    {
      costE4: 3000n,
      source: 'US$ 0.003 per image, general knowledge of replicate.com/pricing, 2026-11',
    },
    [fluxSteps(4, 4)],
  ),
  model(
    'flux-dev',
    'FLUX.1 [dev]',
    {
      costE4: 25_000n,
      source: 'US$ 0.025 per image, general knowledge of replicate.com/pricing, 2026-11',
    },
    [guidance, fluxSteps(50, 28)],
  ),
]
