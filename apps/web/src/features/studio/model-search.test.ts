import { expect, test } from 'vitest'
import { sampleModel } from '../testing/sample-model.ts'
import {
  findModels,
  noFilter,
  parseKnownModels,
  quickModels,
  vendorsOf,
  withFavourite,
  withUsed,
} from './model-search.ts'

const core = sampleModel({ id: 'stability:core', name: 'Stable Image Core' })
const qwen = sampleModel({
  id: 'dashscope:qwen-image',
  name: 'Qwen-Image',
  upstreamId: 'dashscope',
  upstreamName: 'Alibaba Cloud',
  capability: { promptLanguages: ['en', 'zh'] },
})
const flux = sampleModel({
  id: 'bfl:flux-pro-1.1',
  name: 'FLUX 1.1 [pro]',
  upstreamId: 'bfl',
  upstreamName: 'Black Forest Labs',
  price: null,
  capability: { promptLanguages: [] },
})
const all = [core, qwen, flux]
const nobody = { favourites: [], recent: [] }
const ids = (models: { id: string }[]) => models.map(({ id }) => id)

test.each([
  ['', all],
  ['core', [core]],
  ['  QWEN image', [qwen]],
  ['alibaba', [qwen]],
  ['flux 1.1', [flux]],
  ['forest pro', [flux]],
  ['midjourney', []],
])('a search for "%s" finds what one means', (search, found) => {
  expect(ids(findModels(all, { ...noFilter, search }, nobody))).toEqual(ids(found))
})

test('filters take away what does not fit', () => {
  expect(ids(findModels(all, { ...noFilter, language: 'zh' }, nobody))).toEqual(ids([qwen, flux]))
  expect(ids(findModels(all, { ...noFilter, open: true }, nobody))).toEqual(ids([core, qwen]))
  expect(ids(findModels(all, { ...noFilter, vendor: 'bfl' }, nobody))).toEqual(ids([flux]))
  const marked = { favourites: [qwen.id], recent: [] }
  expect(ids(findModels(all, { ...noFilter, favourites: true }, marked))).toEqual([qwen.id])
})

test('favourites stand first, then what was used lately', () => {
  const known = { favourites: [flux.id], recent: [qwen.id, flux.id] }
  expect(ids(findModels(all, noFilter, known))).toEqual([flux.id, qwen.id, core.id])
})

test('a few stand at hand: the chosen one always, nobody without a provider', () => {
  expect(ids(quickModels(all, [flux.id], nobody, 2))).toEqual([core.id, flux.id])
  expect(ids(quickModels(all, [core.id], nobody, 3))).toEqual([core.id, qwen.id])
  const known = { favourites: [], recent: [qwen.id] }
  expect(ids(quickModels(all, [qwen.id], known, 1))).toEqual([qwen.id])
})

test('what was used last is first and stands once', () => {
  const used = withUsed({ favourites: [], recent: ['a', 'b'] }, ['b', 'c'])
  expect(used.recent).toEqual(['b', 'c', 'a'])
  expect(withUsed(nobody, ['1', '2', '3', '4', '5', '6', '7']).recent).toHaveLength(6)
})

test('a mark is set and taken off', () => {
  const marked = withFavourite(nobody, 'a')
  expect(marked.favourites).toEqual(['a'])
  expect(withFavourite(marked, 'a').favourites).toEqual([])
})

test.each([null, '', '[]', '7', '{"favourites":"x","recent":[1]}'])(
  'damaged storage %s knows no model',
  (text) => {
    expect(parseKnownModels(text)).toEqual(nobody)
  },
)

test('vendors stand once, by name', () => {
  expect(vendorsOf([...all, core]).map(({ name }) => name)).toEqual([
    'Alibaba Cloud',
    'Black Forest Labs',
    'Stability AI',
  ])
})
