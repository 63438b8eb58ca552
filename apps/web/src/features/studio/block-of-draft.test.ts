import type { ModelView, Quoted, QuoteLine } from '@aetherflow/api/tasks/schemas'
import { expect, test } from 'vitest'
import { sampleModel } from '../testing/sample-model.ts'
import { blockOfDraft, isBehindMore, isUnfilled, seedsOf } from './block-of-draft.ts'
import { emptyDraft } from './draft.ts'
import { priceOfDraft } from './price-of-draft.ts'

const core = sampleModel({ capability: { maxPromptChars: 20 } })

function block(
  draft: Partial<typeof emptyDraft>,
  line?: Partial<QuoteLine>,
  model: Partial<ModelView> = {},
  spendable = 1_000n,
  account: Partial<
    Pick<Parameters<typeof blockOfDraft>[0], 'isFrozen' | 'limits' | 'pictures'>
  > = {},
) {
  const chosen = [{ model: { ...core, ...model }, count: 1 }]
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
    chosen,
    quoted,
    ceilings: full.ceilings,
    ownKey: full.ownKey,
    spendable,
  })
  return blockOfDraft({
    draft: full,
    chosen,
    quoted,
    price,
    pictures: {},
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
  expect(block({ ceilings: { core: ceiling } })).toEqual({
    kind: 'ceiling-invalid',
    modelId: 'core',
  })
})

test('a limit below the price blocks with the price; one that meets it does not', () => {
  const low = { kind: 'ceiling-low', modelIds: ['core'], price: 300n, limit: 299n }
  expect(block({ ceilings: { core: '2.99' } })).toEqual(low)
  expect(block({ ceilings: { core: '2.99' } }, undefined, {}, 0n)).toEqual(low)
  expect(block({ ceilings: { core: '3' } }, { price: 350n, ceiling: 350n })).toEqual({
    ...low,
    price: 350n,
    limit: 300n,
  })
  expect(block({ ceilings: { core: '3' } })).toBeNull()
})

test('with an own key no limit is in the way', () => {
  expect(block({ ceilings: { core: '12abc' }, ownKey: true })).toBeNull()
})

test('a seed or a limit that does not fit opens the settings that hold it', () => {
  expect(isBehindMore(block({ seed: 'x' }))).toBe(true)
  expect(isBehindMore(block({ ceilings: { core: '-5' } }))).toBe(true)
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

const label = { en: 'Left', zh: '左' }
const left = { name: 'left', label, required: false, min: 0, max: 100, default: null } as const
const input = {
  required: true,
  minSide: 64,
  maxSide: 4_000,
  minPixels: 1,
  maxPixels: 9_000_000,
  maxRatio: 3,
  maxBytes: 1_000,
}
const repaint = sampleModel({
  id: 'core',
  capability: {
    operation: 'inpaint',
    inputs: [
      { ...input, name: 'image' },
      { ...input, name: 'mask' },
    ],
    options: [
      { ...left, kind: 'integer' },
      { name: 'search', label, required: true, kind: 'text', maxChars: 5 },
    ],
    needsOneOf: ['left'],
  },
})
const picture = { kind: 'upload', id: '0190f1b0-0000-7000-8000-000000000001' } as const
const size = { width: 100, height: 80, sizeBytes: 10, mimeType: 'image/png' }
const filled = {
  image: picture,
  mask: picture,
  options: { core: { left: '5', search: 'cat' } },
} as const

function repaintBlock(draft: Partial<typeof emptyDraft>, pictures = { image: size, mask: size }) {
  return block({ ...filled, ...draft }, undefined, repaint, 1_000n, { pictures })
}

test('what is still to be filled in is asked for in the order of the screen', () => {
  expect(repaintBlock({})).toBeNull()
  expect(repaintBlock({ image: null })).toEqual({ kind: 'picture-missing', input: 'image' })
  expect(repaintBlock({ mask: null })).toEqual({ kind: 'picture-missing', input: 'mask' })
  const search = repaintBlock({ options: { core: { left: '5' } } })
  expect(search).toEqual({ kind: 'option', modelId: 'core', name: 'search', problem: 'required' })
  const none = repaintBlock({ options: { core: { search: 'cat' } } })
  expect(none).toEqual({ kind: 'needs-one-of', modelId: 'core', names: ['left'] })
  expect([repaintBlock({ image: null }), search, none].map(isUnfilled)).toEqual([true, true, true])
})

test('an option out of its bounds stops, and opens the settings that may hold it', () => {
  const wrong = repaintBlock({ options: { core: { left: '101', search: 'cat' } } })
  expect(wrong).toEqual({ kind: 'option', modelId: 'core', name: 'left', problem: 'range' })
  expect([isUnfilled(wrong), isBehindMore(wrong)]).toEqual([false, true])
})

test('a picture that is nothing for the model is said with the bound that it breaks', () => {
  const large = { image: { ...size, sizeBytes: 1_001 }, mask: size }
  expect(repaintBlock({}, large)).toEqual({
    kind: 'picture-unfit',
    input: 'image',
    modelId: 'core',
    problem: { kind: 'bytes', maxBytes: 1_000 },
  })
})

test('a result that nobody could read is stopped with the format that it is too large for', () => {
  const output = { scale: 27.5, widen: ['left'], heighten: [] }
  const capability = { ...repaint.capability, outputFormats: ['png', 'webp'], output }
  const pictures = { image: size, mask: size }
  const draft = (left: string, more: Partial<typeof emptyDraft> = {}) => {
    const drawn = { ...filled, options: { core: { left, search: 'cat' } }, ...more }
    return block(drawn, undefined, { ...repaint, capability }, 1_000n, { pictures })
  }
  expect(draft('90')).toBeNull()
  expect(draft('91', { outputFormat: 'webp' })).toBeNull()
  expect(draft('91')).toEqual({
    kind: 'picture-unfit',
    input: 'image',
    modelId: 'core',
    problem: { kind: 'output-png', maxPixels: 6_250_000 },
  })
})

test('a picture that is there no more cannot be worked on', () => {
  const gone = block({ ...filled }, undefined, repaint, 1_000n, {
    pictures: { image: 'gone', mask: size },
  })
  expect(gone).toEqual({ kind: 'picture-gone', input: 'image' })
  expect(isUnfilled(gone)).toBe(false)
})

test('a mask of another size than the picture was painted on another one', () => {
  const pictures = { image: size, mask: { ...size, width: 99 } }
  expect(repaintBlock({}, pictures)).toEqual({ kind: 'mask-size', width: 100, height: 80 })
})

test('a model without words needs none', () => {
  const silent = sampleModel({ id: 'core', capability: { prompt: 'none', maxPromptChars: 1 } })
  expect(block({ prompt: '' }, undefined, silent)).toBeNull()
  expect(block({ prompt: 'left over from before' }, undefined, silent)).toBeNull()
})

test('models without a shape or a file in common cannot run together', () => {
  const wide = sampleModel({ id: 'wide', capability: { aspectRatios: ['21:9'] } })
  const jpeg = sampleModel({ id: 'jpeg', capability: { outputFormats: ['jpeg'] } })
  const together = (other: ModelView) => {
    const chosen = [core, other].map((model) => ({ model, count: 1 }))
    const draft = { ...emptyDraft, prompt: 'a cat' }
    const asked = { chosen, quoted: undefined, ceilings: {}, ownKey: false, spendable: 9_000n }
    const price = priceOfDraft(asked)
    const facts = { draft, chosen, quoted: undefined, price, pictures: {} }
    return blockOfDraft({ ...facts, isFrozen: false, limits: undefined })
  }
  const modelIds = (id: string) => ['core', id]
  expect(together(wide)).toEqual({
    kind: 'nothing-shared',
    setting: 'shape',
    modelIds: modelIds('wide'),
  })
  expect(together(jpeg)).toMatchObject({ kind: 'nothing-shared', setting: 'format' })
})
