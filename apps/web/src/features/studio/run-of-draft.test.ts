import type { ModelView } from '@aetherflow/api/tasks/schemas'
import { expect, test } from 'vitest'
import { sampleModel } from '../testing/sample-model.ts'
import { emptyDraft } from './draft.ts'
import { priceOfDraft } from './price-of-draft.ts'
import { byPrice, modelsOfDraft, runOfDraft, shapesOf } from './run-of-draft.ts'

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
  count: 2,
}

function runOf(models: ModelView[]) {
  const price = priceOfDraft({
    models,
    count: 2,
    quoted: undefined,
    ceiling: '',
    ownKey: false,
    spendable: 0n,
  })
  return runOfDraft(draft, models, price)
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

test('a draft without a model on offer means the first that is open', () => {
  const closed = model('closed', null)
  expect(modelsOfDraft(emptyDraft, [closed, core])).toEqual([core])
  expect(modelsOfDraft({ ...emptyDraft, models: ['gone'] }, [closed])).toEqual([closed])
  expect(modelsOfDraft(emptyDraft, [])).toEqual([])
})

test('only a draft of several models takes more than one', () => {
  const two = { ...emptyDraft, models: ['ultra', 'core'] }
  expect(modelsOfDraft(two, [core, ultra])).toEqual([ultra])
  expect(modelsOfDraft({ ...two, several: true }, [core, ultra])).toEqual([ultra, core])
})

test('models stand cheapest first, and those that nobody runs last', () => {
  const closed = model('closed', null)
  expect(byPrice([closed, ultra, core])).toEqual([core, ultra, closed])
})

test('shapes are those that all models make', () => {
  expect(shapesOf([core])).toEqual(['1:1', '3:2', '21:9'])
  expect(shapesOf([core, ultra])).toEqual(['1:1', '3:2'])
  expect(shapesOf([])).toEqual([])
})
