import type { Quoted, QuoteLine } from '@aetherflow/api/tasks/schemas'
import { expect, test } from 'vitest'
import { formatAmount, parseAmount } from './parse-amount.ts'
import { priceOfDraft, providersWithin } from './price-of-draft.ts'

const steps = [
  { price: 300n, providers: 2 },
  { price: 360n, providers: 3 },
]
const core = { model: { id: 'core', price: 300n, priceSteps: steps }, count: 2 }
const ultra = { model: { id: 'ultra', price: 800n, priceSteps: [] }, count: 2 }
const asked = {
  chosen: [core],
  quoted: undefined,
  ceilings: {},
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
    priceSteps: [],
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
    lines: [
      { modelId: 'core', count: 2, price: 300n, total: 600n, ceiling: 300n, within: 2, steps },
    ],
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
  expect(priceOfDraft({ ...asked, chosen: [core, ultra] })).toMatchObject({
    total: 2_200n,
    after: null,
    short: 1_200n,
  })
})

test('a raised ceiling is held but is not the price; a lower one is never passed over', () => {
  expect(priceOfDraft({ ...asked, ceilings: { core: '4' } })).toMatchObject({
    total: 600n,
    atMost: 800n,
  })
  expect(priceOfDraft({ ...asked, ceilings: { core: '2' } })).toMatchObject({
    total: 600n,
    atMost: 400n,
  })
  expect(priceOfDraft({ ...asked, ceilings: { core: 'x' } })).toMatchObject({
    total: 600n,
    atMost: 600n,
  })
})

const nobody = { model: { id: 'x', price: null, priceSteps: [] }, count: 1 }

test('only who serves within the ceiling is counted', () => {
  const within = (ceiling: string) =>
    priceOfDraft({ ...asked, ceilings: { core: ceiling } }).lines[0]?.within
  expect([within('2.99'), within(''), within('3.59'), within('3.60')]).toEqual([0, 2, 2, 3])
  expect(providersWithin([], 300n)).toBe(0)
  expect(providersWithin(steps, null)).toBe(0)
})

test('a raised ceiling is that of one model only', () => {
  const { lines } = priceOfDraft({ ...asked, chosen: [core, ultra], ceilings: { core: '9' } })
  expect(lines.map(({ ceiling }) => ceiling)).toEqual([900n, 800n])
})

test('one model that nobody runs leaves the whole without a price', () => {
  expect(priceOfDraft({ ...asked, chosen: [core, nobody] })).toMatchObject({
    total: null,
    atMost: null,
    after: null,
    short: 0n,
  })
})

test('an own key costs nothing, and has no price before it was asked about', () => {
  expect(priceOfDraft({ ...asked, ownKey: true }).total).toBeNull()
  const quoted = quoteOf({ price: 0n, ceiling: 0n })
  expect(priceOfDraft({ ...asked, ownKey: true, quoted, ceilings: { core: '9' } })).toMatchObject({
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

test.each([300n, 360n, 405n, 7n])(
  '%s hundredths are written so that they are read again',
  (amount) => {
    expect(parseAmount(formatAmount(amount))).toBe(amount)
  },
)
