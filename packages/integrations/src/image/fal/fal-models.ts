import { fluxShapes } from '../flux-sizes.ts'
import type { PublishedModel } from '../image-upstream.ts'
import { type OptionSpec, textToImage } from '../model-capability.ts'

/** `path` is where a request is made; `app` (owner and alias, without what follows) is where it is asked about. */
export type FalModel = { published: PublishedModel; path: string; app: string }

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
  name: 'guidance_scale',
  label: { en: 'Guidance', zh: '引导强度' },
  hint: { en: 'How closely the picture follows the words', zh: '图像贴合提示词的程度' },
  required: false,
  kind: 'number',
  min: 1,
  max: 20,
  step: 0.5,
  default: 3.5,
}

function model(
  name: string,
  title: string,
  price: Pick<PublishedModel, 'costE4' | 'source'>,
  options: OptionSpec[],
): FalModel {
  return {
    path: `/fal-ai/flux/${name}`,
    app: '/fal-ai/flux',
    published: {
      id: `fal:flux-${name}`,
      name: title,
      ...price,
      callClass: 'job-id',
      // Over an account's concurrency requests wait in the queue instead of being refused.
      callTimeoutMs: 240_000,
      capability: textToImage({
        ...fluxShapes(1536),
        maxPromptChars: 5000,
        seed: { min: 0, max: 2_147_483_647 },
        outputFormats: ['png', 'jpeg'],
        // FLUX.1 was trained on English.
        promptLanguages: ['en'],
        options,
      }),
    },
  }
}

/** FLUX.1 by the megapixel begun; our sizes are below one. Fields: fal.ai/models/fal-ai/flux/dev and …/schnell. */
export const falModels: readonly FalModel[] = [
  model(
    'dev',
    'FLUX.1 [dev]',
    { costE4: 25_000n, source: 'US$ 0.025 per megapixel, skills.sh copy of fal.ai prices, 2026' },
    [guidance, steps(50, 28)],
  ),
  model(
    'schnell',
    'FLUX.1 [schnell]',
    { costE4: 3000n, source: 'US$ 0.003 per megapixel, general knowledge of fal.ai prices, 2026' },
    [steps(12, 4)],
  ),
]

export function falModel(id: string): FalModel | undefined {
  return falModels.find(({ published }) => published.id === id)
}
