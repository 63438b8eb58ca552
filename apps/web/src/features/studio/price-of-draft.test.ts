import type { Quoted, QuoteLine } from '@aetherflow/api/tasks/schemas'
import { expect, test } from 'vitest'
import { parseAmount } from './parse-amount.ts'
import { priceOfDraft } from './price-of-draft.ts'

const core = { id: 'core', price: 300n }
const ultra = { id: 'ultra', price: 800n }
const asked = {
  models: [core],
  count: 2,
  quoted: undefined,
  ceiling: '',
  ownKey: false,
  spendable: 1_000n,
}

function quoteOf(...lines: Partial<QuoteLine>[]): Quoted {
  const all = lines.map((line) => ({
    modelId: 'core',
    count: 1,
    price: 350n,
    ceiling: 350n,
    total: 350n,
    candidatePrices: [],
    candidates: 1,
    typicalMs: null,
    waitsFor: null,
    reasons: [],
    language: null,
    closedUntil: null,
    ...line,
  }))
  return { lines: all, total: null, ceilingTotal: null, suggestions: [] }
}

test('the listed price stands until a quote comes', () => {
  expect(priceOfDraft(asked)).toEqual({
    lines: [{ modelId: 'core', count: 2, price: 300n, total: 600n, ceiling: 300n }],
    total: 600n,
    atMost: 600n,
    after: 400n,
    short: 0n,
  })
})

test('a quote replaces it, whatever count it was asked for', () => {
  expect(priceOfDraft({ ...asked, quoted: quoteOf({}) })).toMatchObject({
    total: 700n,
    atMost: 700n,
  })
})

test('several models add up', () => {
  expect(priceOfDraft({ ...asked, models: [core, ultra] })).toMatchObject({
    total: 2_200n,
    after: null,
    short: 1_200n,
  })
})

test('a raised ceiling is held but is not the price; a lower one is never passed over', () => {
  expect(priceOfDraft({ ...asked, ceiling: '4' })).toMatchObject({ total: 600n, atMost: 800n })
  expect(priceOfDraft({ ...asked, ceiling: '2' })).toMatchObject({ total: 600n, atMost: 400n })
  expect(priceOfDraft({ ...asked, ceiling: 'x' })).toMatchObject({ total: 600n, atMost: 600n })
})

test('one model that nobody runs leaves the whole without a price', () => {
  expect(priceOfDraft({ ...asked, models: [core, { id: 'x', price: null }] })).toMatchObject({
    total: null,
    atMost: null,
    after: null,
    short: 0n,
  })
})

test('an own key costs nothing, and has no price before it was asked about', () => {
  expect(priceOfDraft({ ...asked, ownKey: true }).total).toBeNull()
  const quoted = quoteOf({ price: 0n, ceiling: 0n })
  expect(priceOfDraft({ ...asked, ownKey: true, quoted, ceiling: '9' })).toMatchObject({
    total: 0n,
    atMost: 0n,
    after: 1_000n,
  })
})

test('an unknown balance says neither what is left nor what is missing', () => {
  expect(priceOfDraft({ ...asked, spendable: undefined })).toMatchObject({ after: null, short: 0n })
})

test.each([
  ['4', 400n],
  [' 4.5 ', 450n],
  ['4,05', 405n],
  ['', null],
  ['-1', null],
  ['1.234', null],
  ['1e3', null],
  ['0.001', null],
  ['12abc', null],
  ['1000000', 100_000_000n],
  ['1000000.01', null],
])('"%s" is %s hundredths', (text, amount) => {
  expect(parseAmount(text)).toBe(amount)
})
