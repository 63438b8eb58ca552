import type { ModelView, Quoted, QuoteLine } from '@aetherflow/api/tasks/schemas'
import { expect, test } from 'vitest'
import { blockOfDraft, seedsOf } from './block-of-draft.ts'
import { emptyDraft } from './draft.ts'
import { priceOfDraft } from './price-of-draft.ts'

const core: ModelView = {
  id: 'core',
  name: 'Core',
  upstreamId: 'stability',
  upstreamName: 'Stability AI',
  capability: {
    aspectRatios: ['1:1'],
    maxPromptChars: 20,
    negativePrompt: true,
    seed: { min: 0, max: 100 },
    stylePresets: [],
    outputFormats: ['png'],
    promptLanguages: ['en'],
    sizes: {},
  },
  costE4: 30_000n,
  price: 300n,
  open: 2,
  typicalMs: null,
  closedUntil: null,
}

function block(
  draft: Partial<typeof emptyDraft>,
  line?: Partial<QuoteLine>,
  model: Partial<ModelView> = {},
  spendable = 1_000n,
) {
  const models = [{ ...core, ...model }]
  const quoted: Quoted | undefined =
    line === undefined
      ? undefined
      : {
          lines: [
            {
              modelId: 'core',
              count: 1,
              price: 300n,
              ceiling: 300n,
              total: 300n,
              candidatePrices: [],
              candidates: 1,
              typicalMs: null,
              waitsFor: null,
              reasons: [],
              language: null,
              closedUntil: null,
              ...line,
            },
          ],
          total: null,
          ceilingTotal: null,
          suggestions: ['zh-model'],
        }
  const full = { ...emptyDraft, prompt: 'a cat', ...draft }
  const price = priceOfDraft({
    models,
    count: full.count,
    quoted,
    ceiling: '',
    ownKey: full.ownKey,
    spendable,
  })
  return blockOfDraft({ draft: full, models, quoted, price })
}

test('a draft with everything can go', () => {
  expect(block({})).toBeNull()
  expect(block({ seed: '7' })).toBeNull()
})

test('an empty prompt, and one that is too long, are said', () => {
  expect(block({ prompt: '  ' })).toEqual({ kind: 'prompt-empty' })
  expect(block({ prompt: 'x'.repeat(21) })).toEqual({ kind: 'prompt-long', max: 20 })
})

test('a language that the model does not read blocks, with the models that do', () => {
  const language = { found: 'zh', takes: ['en'] }
  expect(block({ prompt: '灯塔' }, { language })).toEqual({
    kind: 'language',
    modelIds: ['core'],
    suggestions: ['zh-model'],
  })
})

test('a model that nobody runs blocks with the reasons, each once', () => {
  const reasons = [
    { reason: 'DAY_LIMIT', count: 2 },
    { reason: 'DAY_LIMIT', count: 1 },
  ]
  expect(block({}, { price: null, ceiling: null, total: null, reasons })).toEqual({
    kind: 'no-provider',
    modelIds: ['core'],
    reasons: ['DAY_LIMIT'],
  })
})

test('an own key is not called unserved before it was asked about', () => {
  expect(block({ ownKey: true })).toBeNull()
})

test('a model that is closed to the caller says until when', () => {
  const until = new Date(1)
  expect(block({}, undefined, { closedUntil: until })).toEqual({
    kind: 'closed',
    modelIds: ['core'],
    until,
  })
})

test.each(['x', '-1', '101', '1.5', '99999999999'])('the seed %s is refused', (seed) => {
  expect(block({ seed })).toEqual({ kind: 'seed', min: 0, max: 100 })
})

test('what the wallet lacks is said last', () => {
  expect(block({}, undefined, {}, 100n)).toEqual({ kind: 'short', missing: 200n })
  expect(block({ prompt: '' }, undefined, {}, 100n)).toEqual({ kind: 'prompt-empty' })
})

test('seeds count up and begin anew behind the last', () => {
  expect(seedsOf('', 2, 100)).toEqual([null, null])
  expect(seedsOf('99', 3, 100)).toEqual([99n, 100n, 0n])
})
