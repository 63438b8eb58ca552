import { type ModelView, submitRunInput } from '@aetherflow/api/tasks/schemas'
import { expect, test } from 'vitest'
import { sampleModel } from '../testing/sample-model.ts'
import { type Draft, emptyDraft } from './draft.ts'
import { priceOfDraft } from './price-of-draft.ts'
import { runOfDraft } from './run-of-draft.ts'

function model(
  id: string,
  price: bigint | null,
  capability: Partial<ModelView['capability']> = {},
): ModelView {
  const usual = { aspectRatios: ['21:9', '1:1', '3:2'], stylePresets: ['anime'], ...capability }
  return sampleModel({ id, name: id, price, capability: usual })
}

const core = model('core', 300n)
const ultra = model('ultra', 800n, {
  stylePresets: [],
  negativePrompt: false,
  aspectRatios: ['1:1', '3:2'],
})
const draft = {
  ...emptyDraft,
  prompt: ' a cat ',
  negativePrompt: 'dogs',
  stylePreset: 'anime',
  seed: '5',
}

function runOf(models: ModelView[], change: Partial<Draft> = {}) {
  const chosen = models.map((model) => ({ model, count: 2 }))
  const price = priceOfDraft({
    chosen,
    quoted: undefined,
    ceilings: {},
    ownKey: false,
    spendable: 0n,
  })
  return runOfDraft({ ...draft, ...change }, chosen, price)
}

test('a run has one task per image, with the ceiling that was shown and seeds that count up', () => {
  expect(runOf([core])).toMatchObject({
    prompt: 'a cat',
    negativePrompt: 'dogs',
    params: { aspectRatio: '1:1', outputFormat: 'png', stylePreset: 'anime' },
    tasks: [
      { modelId: 'core', ceiling: 300n, seed: 5n },
      { modelId: 'core', ceiling: 300n, seed: 6n },
    ],
  })
})

test('what one of the models does not take is left out', () => {
  const run = runOf([core, ultra])
  expect(run.negativePrompt).toBe('')
  expect(run.params.stylePreset).toBeUndefined()
  expect(run.tasks.map(({ modelId, ceiling }) => [modelId, ceiling])).toEqual([
    ['core', 300n],
    ['core', 300n],
    ['ultra', 800n],
    ['ultra', 800n],
  ])
})

test('a shape and a kind of file that not all of them make are replaced by one that they do', () => {
  const run = runOf([core, ultra], { aspectRatio: '21:9', outputFormat: 'webp' })
  expect(run.params).toEqual({ aspectRatio: '1:1', outputFormat: 'png' })
})

const image = { kind: 'upload', id: '0190f1b0-0000-7000-8000-000000000001' } as const
const input = {
  name: 'image',
  required: true,
  minSide: 1,
  maxSide: 9_000,
  minPixels: 1,
  maxPixels: 9_000_000,
  maxRatio: 3,
  maxBytes: 9_000_000,
} as const

test('a model that works on a picture gets it, its own options, and no shape of its own', () => {
  const label = { en: 'Left', zh: '左' }
  const left = { name: 'left', label, required: false, min: 0, max: 2_000, default: null } as const
  const extend = model('extend', 400n, {
    operation: 'outpaint',
    prompt: 'none',
    aspectRatios: [],
    stylePresets: [],
    seed: null,
    inputs: [input],
    options: [{ ...left, kind: 'integer' }],
    needsOneOf: ['left'],
  })
  const run = runOf([extend], { image, mask: image, options: { extend: { left: '20' }, core: {} } })
  expect(run.params).toEqual({ outputFormat: 'png', image, options: { extend: { left: 20 } } })
  expect(run.prompt).toBe('')
  expect(run.tasks[0]?.seed).toBeNull()
})

test('a picture that is left over from something else is not sent', () => {
  expect(runOf([core], { image }).params.image).toBeUndefined()
})

test('whatever the models say, the server can read it', () => {
  const options = { core: { strength: '0.5' } }
  for (const models of [[core], [core, ultra]])
    expect(submitRunInput.safeParse(runOf(models, { options })).success).toBe(true)
})
