import { expect, test } from 'vitest'
import { sampleRun } from '../testing/sample-task.ts'
import { draftOfRun, emptyDraft, parseDraft } from './draft.ts'

test('a draft survives the way into storage and back', () => {
  const draft = {
    ...emptyDraft,
    prompt: '灯塔\n at dawn',
    models: ['a', 'b'],
    several: true,
    count: 3,
    seed: '42',
  }
  expect(parseDraft(JSON.stringify(draft))).toEqual(draft)
})

test.each([
  null,
  '',
  'null',
  '7',
  '{',
  '[]',
  '{"models":"x","count":99,"prompt":5,"outputFormat":"gif","several":1}',
])('damaged storage %s gives an empty draft', (text) => {
  expect(parseDraft(text)).toEqual(emptyDraft)
})

test('only what does not fit is lost', () => {
  expect(parseDraft('{"prompt":"kept","count":12,"models":["a",7]}')).toEqual({
    ...emptyDraft,
    prompt: 'kept',
    models: ['a'],
  })
})

test('a run becomes the draft that would make it again', () => {
  const run = sampleRun({
    params: { aspectRatio: '16:9', outputFormat: 'webp', stylePreset: 'anime' },
  })
  expect(draftOfRun(run, ['m', 'm', 'n', 'n'], 7n)).toMatchObject({
    prompt: 'a lighthouse at dawn',
    aspectRatio: '16:9',
    stylePreset: 'anime',
    outputFormat: 'webp',
    models: ['m', 'n'],
    several: true,
    count: 2,
    seed: '7',
  })
  expect(draftOfRun(run, ['m'], null)).toMatchObject({
    models: ['m'],
    several: false,
    count: 1,
    seed: '',
  })
})
