import { fluxShapes } from '../flux-sizes.ts'
import type { PublishedModel } from '../image-upstream.ts'
import { type OptionSpec, textToImage } from '../model-capability.ts'

export type ReplicateModel = { published: PublishedModel; path: string }

const steps = (max: number, preset: number): OptionSpec => ({
  name: 'num_inference_steps',
  label: { en: 'Steps', zh: '步数' },
  hint: { en: 'More steps draw finer and slower', zh: '步数越多越精细，也越慢' },
  required: false,
  kind: 'integer',
  min: 1,
  max,
  default: preset,
})

const guidance: OptionSpec = {
  name: 'guidance',
  label: { en: 'Guidance', zh: '引导强度' },
  hint: { en: 'How closely the picture follows the words', zh: '图像贴合提示词的程度' },
  required: false,
  kind: 'number',
  min: 0,
  max: 10,
  step: 0.5,
  default: 3,
}

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
    [steps(4, 4)],
  ),
  model(
    'flux-dev',
    'FLUX.1 [dev]',
    {
      costE4: 25_000n,
      source: 'US$ 0.025 per image, general knowledge of replicate.com/pricing, 2026-11',
    },
    [guidance, steps(50, 28)],
  ),
]
