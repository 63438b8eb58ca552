import { fluxGuidance, fluxSteps } from '../flux-options.ts'
import { fluxShapes } from '../flux-sizes.ts'
import type { PublishedModel } from '../image-upstream.ts'
import { type OptionSpec, textToImage } from '../model-capability.ts'

/** `path` is where a request is made; `app` (owner and alias, without what follows) is where it is asked about. */
export type FalModel = { published: PublishedModel; path: string; app: string }

const guidance = fluxGuidance('guidance_scale', { min: 1, max: 20, preset: 3.5 })

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
    [guidance, fluxSteps(50, 28)],
  ),
  model(
    'schnell',
    'FLUX.1 [schnell]',
    { costE4: 3000n, source: 'US$ 0.003 per megapixel, general knowledge of fal.ai prices, 2026' },
    [fluxSteps(12, 4)],
  ),
]

/** A model by our id, `fal:…`. */
export function falModel(id: string): FalModel | undefined {
  return falModels.find(({ published }) => published.id === id)
}
