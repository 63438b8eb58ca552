import { expect, test } from 'vitest'
import {
  filterOfQuery,
  fitsFilter,
  inputOfFilter,
  isFiltered,
  queryOfFilter,
  statusGroups,
} from './history-filter.ts'

const read = (query: string) => filterOfQuery(new URLSearchParams(query))
const all = { status: 'all', model: '', favourites: false } as const

test('an address without words shows everything', () => {
  expect(read('')).toEqual(all)
  expect(isFiltered(all)).toBe(false)
  expect(inputOfFilter(all)).toEqual({ statuses: [], favourites: false })
})

test('every filter comes back from its own address', () => {
  for (const status of statusGroups) {
    const filter = { status, model: 'stability:sd3.5-large', favourites: true }
    expect(read(queryOfFilter(filter))).toEqual(filter)
  }
})

test.each(['status=gone', 'model=<script>', 'model=', 'favourites=yes', `model=${'x'.repeat(81)}`])(
  '%s is ignored',
  (query) => {
    expect(read(query)).toEqual(all)
  },
)

test('a task that ended leaves the list of those under way', () => {
  const running = { ...all, status: 'running' } as const
  expect(fitsFilter({ status: 'processing' }, running)).toBe(true)
  expect(fitsFilter({ status: 'completed' }, running)).toBe(false)
  expect(fitsFilter({ status: 'completed' }, all)).toBe(true)
})
