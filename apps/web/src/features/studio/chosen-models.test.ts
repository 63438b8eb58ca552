import { expect, test } from 'vitest'
import { sampleModel } from '../testing/sample-model.ts'
import {
  byPrice,
  chosenModels,
  imagesOf,
  operationOf,
  operationsOf,
  withChoices,
  withCount,
} from './chosen-models.ts'
import { emptyDraft } from './draft.ts'

const closed = sampleModel({ id: 'closed', price: null })
const core = sampleModel()
const ultra = sampleModel({ id: 'ultra', price: 800n })
const upscale = sampleModel({ id: 'upscale', capability: { operation: 'upscale' } })
const offered = [closed, core, ultra, upscale]
const idsOf = (chosen: ReturnType<typeof chosenModels>) =>
  chosen.map(({ model, count }) => `${count} × ${model.id}`)

test('a draft without a model on offer means the first that is open', () => {
  expect(idsOf(chosenModels(emptyDraft, offered))).toEqual(['1 × core'])
  const gone = { ...emptyDraft, models: [{ id: 'gone', count: 3 }] }
  expect(idsOf(chosenModels(gone, [closed]))).toEqual(['1 × closed'])
  expect(chosenModels(emptyDraft, [])).toEqual([])
})

test('several models stand in the order in which they were chosen, each with its number', () => {
  const models = [
    { id: 'ultra', count: 1 },
    { id: 'core', count: 3 },
  ]
  const chosen = chosenModels({ ...emptyDraft, models }, offered)
  expect(idsOf(chosen)).toEqual(['1 × ultra', '3 × core'])
  expect(imagesOf(chosen)).toBe(4)
})

test('more images than a run has are cut at the end', () => {
  const models = [
    { id: 'ultra', count: 6 },
    { id: 'core', count: 6 },
    { id: 'closed', count: 1 },
  ]
  expect(idsOf(chosenModels({ ...emptyDraft, models }, offered))).toEqual(['6 × ultra', '2 × core'])
})

test('what is to be done is what the draft says, else what its models do', () => {
  expect(operationOf(emptyDraft, offered)).toBe('text-to-image')
  const models = [{ id: 'upscale', count: 1 }]
  expect(operationOf({ operation: null, models }, offered)).toBe('upscale')
  expect(operationOf({ operation: 'text-to-image', models }, offered)).toBe('text-to-image')
  expect(operationsOf(offered)).toEqual(['text-to-image', 'upscale'])
})

test('models of another operation are kept for when one comes back, and not asked meanwhile', () => {
  const draft = { ...emptyDraft, operation: 'upscale' as const, models: [{ id: 'core', count: 2 }] }
  expect(idsOf(chosenModels(draft, offered))).toEqual(['1 × upscale'])
  const next = withChoices(draft, offered, 'upscale', [{ id: 'upscale', count: 1 }])
  expect(next).toEqual([
    { id: 'upscale', count: 1 },
    { id: 'core', count: 2 },
  ])
  expect(withChoices({ models: next }, offered, 'upscale', [])).toEqual([{ id: 'core', count: 2 }])
})

test('a number changes in place, a new model comes last, and none at all takes it out', () => {
  const choices = [
    { id: 'a', count: 1 },
    { id: 'b', count: 1 },
  ]
  expect(withCount(choices, 'a', 3)).toEqual([{ id: 'a', count: 3 }, choices[1]])
  expect(withCount(choices, 'c', 1)).toEqual([...choices, { id: 'c', count: 1 }])
  expect(withCount(choices, 'a', 0)).toEqual([choices[1]])
})

test('models stand cheapest first, and those that nobody runs last', () => {
  expect(byPrice([closed, ultra, core])).toEqual([core, ultra, closed])
})
