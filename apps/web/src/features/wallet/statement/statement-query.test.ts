import { exportInput } from '@aetherflow/api/wallet/statement-schemas'
import { expect, test } from 'vitest'
import { numberIn, readQuery, spanOf, spanOfFile, type StatementQuery } from './statement-query.ts'

const id = '0199f3a2-7b1c-7aaa-8bbb-0123456789ab'
const all: StatementQuery = { filter: 'all', period: 'all', from: '', to: '', about: '' }
const now = new Date(2026, 10, 22, 15, 30)
const local = (...parts: [number, number, number?]) => new Date(parts[0], parts[1], parts[2] ?? 1)

test('an address is read as far as it makes sense', () => {
  expect(readQuery({})).toEqual(all)
  expect(
    readQuery({
      type: 'spent',
      period: 'own',
      from: '2026-01-05',
      to: 'soon',
      about: `/tasks/${id}`,
    }),
  ).toEqual({ filter: 'spent', period: 'own', from: '2026-01-05', to: '', about: id })
  expect(readQuery({ period: ['all'], about: ['x'] })).toEqual(all)
})

test('a number is found in whatever was pasted', () => {
  expect(numberIn(` ${id.toUpperCase()} `)).toBe(id)
  expect(numberIn(`https://example.test/en/orders/${id}?x=1`)).toBe(id)
  expect(numberIn('0199f3a2')).toBeNull()
})

test.each([
  ['all', {}],
  ['days30', { from: local(2026, 9, 24) }],
  ['thisMonth', { from: local(2026, 10) }],
  ['lastMonth', { from: local(2026, 9), until: local(2026, 10) }],
  ['thisYear', { from: local(2026, 0) }],
] as const)('the period %s is %o', (period, span) => {
  expect(spanOf({ ...all, period }, now)).toEqual(span)
})

test('an own period holds both of its days', () => {
  const own = { ...all, period: 'own', from: '2026-02-27', to: '2026-02-28' } as const
  expect(spanOf(own, now)).toEqual({ from: local(2026, 1, 27), until: local(2026, 2, 1) })
  expect(spanOf({ ...own, from: '', to: '' }, now)).toEqual({})
})

test('a file spans what is shown, and a year of it when that is more', () => {
  const month = { from: local(2026, 9), until: local(2026, 10) }
  expect(spanOfFile(month, now)).toEqual({ ...month, isCut: false })
  const everything = spanOfFile({}, now)
  expect(everything).toMatchObject({ until: now, isCut: true })
  const old = spanOfFile({ from: local(2020, 0), until: local(2022, 0) }, now)
  expect(old).toMatchObject({ until: local(2022, 0), isCut: true })
  for (const { from, until } of [everything, old])
    expect(exportInput.safeParse({ from, until, locale: 'en' }).success).toBe(true)
})
