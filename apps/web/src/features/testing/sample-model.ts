import type { Capability, ModelView } from '@aetherflow/api/tasks/schemas'

/** A model on offer at 3.00; tests say only what matters to them. */
export function sampleModel(
  facts: Partial<Omit<ModelView, 'capability'>> & { capability?: Partial<Capability> } = {},
): ModelView {
  return {
    id: 'core',
    name: 'Core',
    upstreamId: 'stability',
    upstreamName: 'Stability AI',
    costE4: 30_000n,
    price: 300n,
    open: 2,
    priceSteps: [{ price: 300n, providers: 2 }],
    typicalMs: null,
    closedUntil: null,
    ...facts,
    capability: {
      operation: 'text-to-image',
      prompt: 'required',
      aspectRatios: ['1:1'],
      maxPromptChars: 100,
      negativePrompt: true,
      seed: { min: 0, max: 100 },
      stylePresets: [],
      outputFormats: ['png'],
      promptLanguages: ['en'],
      sizes: {},
      inputs: [],
      options: [],
      needsOneOf: [],
      ...facts.capability,
    },
  }
}
