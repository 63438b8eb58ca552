import type { ModelView, Quoted, QuoteLine } from '@aetherflow/api/tasks/schemas'
import { expect, test } from 'vitest'
import { sampleModel } from '../testing/sample-model.ts'
import { blockOfDraft, isBehindMore, seedsOf } from './block-of-draft.ts'
import { emptyDraft } from './draft.ts'
import { priceOfDraft } from './price-of-draft.ts'

const core = sampleModel({ capability: { maxPromptChars: 20 } })

function block(
  draft: Partial<typeof emptyDraft>,
  line?: Partial<QuoteLine>,
  model: Partial<ModelView> = {},
  spendable = 1_000n,
  account: Partial<Pick<Parameters<typeof blockOfDraft>[0], 'isFrozen' | 'limits'>> = {},
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
              priceSteps: [],
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
    ceiling: full.ceiling,
    ownKey: full.ownKey,
    spendable,
  })
  return blockOfDraft({
    draft: full,
    models,
    quoted,
    price,
    isFrozen: false,
    limits: undefined,
    ...account,
  })
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

test.each(['-5', '1e9', '1000000000', '0.001', '12abc'])('the limit %s is refused', (ceiling) => {
  expect(block({ ceiling })).toEqual({ kind: 'ceiling-invalid' })
})

test('a limit below the price blocks with the price; one that meets it does not', () => {
  const low = { kind: 'ceiling-low', modelIds: ['core'], price: 300n, limit: 299n }
  expect(block({ ceiling: '2.99' })).toEqual(low)
  expect(block({ ceiling: '2.99' }, undefined, {}, 0n)).toEqual(low)
  expect(block({ ceiling: '3' }, { price: 350n, ceiling: 350n })).toEqual({
    ...low,
    price: 350n,
    limit: 300n,
  })
  expect(block({ ceiling: '3' })).toBeNull()
})

test('with an own key no limit is in the way', () => {
  expect(block({ ceiling: '12abc', ownKey: true })).toBeNull()
})

test('a seed or a limit that does not fit opens the settings that hold it', () => {
  expect(isBehindMore(block({ seed: 'x' }))).toBe(true)
  expect(isBehindMore(block({ ceiling: '-5' }))).toBe(true)
  expect(isBehindMore(block({ prompt: '' }))).toBe(false)
  expect(isBehindMore(null)).toBe(false)
})

test('a daily cap that lets too little through is said before anything is written', () => {
  const limited = (dailySpendCap: bigint | null, spentToday: bigint | null, draft = {}) =>
    block({ prompt: '', ...draft }, undefined, {}, 0n, { limits: { dailySpendCap, spentToday } })
  expect(limited(500n, 201n)).toEqual({ kind: 'cap', cap: 500n, spent: 201n, required: 300n })
  expect(limited(100n, 500n)).toMatchObject({ kind: 'cap' })
  expect(limited(500n, 200n)).toEqual({ kind: 'prompt-empty' })
  expect(limited(null, null)).toEqual({ kind: 'prompt-empty' })
  expect(limited(100n, 500n, { ownKey: true })).toEqual({ kind: 'prompt-empty' })
})

test('a frozen account is said before all else', () => {
  expect(block({ seed: 'x' }, undefined, {}, 0n, { isFrozen: true })).toEqual({ kind: 'frozen' })
})

test('what the wallet lacks is said last', () => {
  expect(block({}, undefined, {}, 100n)).toEqual({ kind: 'short', missing: 200n })
  expect(block({ prompt: '' }, undefined, {}, 100n)).toEqual({ kind: 'prompt-empty' })
})

test('seeds count up and begin anew behind the last', () => {
  expect(seedsOf('', 2, 100)).toEqual([null, null])
  expect(seedsOf('99', 3, 100)).toEqual([99n, 100n, 0n])
})
