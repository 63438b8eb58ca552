import { expect, test } from 'vitest'
import { sampleRun } from '../testing/sample-task.ts'
import { draftOfRun, emptyDraft, parseDraft, pictureOfQuery } from './draft.ts'

const pictureId = '0190f1b0-0000-7000-8000-000000000001'

test('a draft survives the way into storage and back', () => {
  const draft = {
    ...emptyDraft,
    prompt: '灯塔\n at dawn',
    operation: 'inpaint' as const,
    models: [
      { id: 'a', count: 1 },
      { id: 'b', count: 3 },
    ],
    ceilings: { a: '4.50' },
    options: { b: { strength: '0.5', enhance: false } },
    image: { kind: 'result' as const, id: pictureId },
    mask: { kind: 'upload' as const, id: pictureId },
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
  '{"models":"x","prompt":5,"outputFormat":"gif","options":[],"ceilings":7,"operation":"fly"}',
  '{"image":{"kind":"file","id":"1"},"mask":{"kind":"upload","id":"../etc"}}',
])('damaged storage %s gives an empty draft', (text) => {
  expect(parseDraft(text)).toEqual(emptyDraft)
})

test('only what does not fit is lost', () => {
  const text = '{"prompt":"kept","models":[{"id":"a","count":99},7,{"count":1}]}'
  expect(parseDraft(text)).toEqual({
    ...emptyDraft,
    prompt: 'kept',
    models: [{ id: 'a', count: 1 }],
  })
})

test('a draft of before, with one number for all models, is still read', () => {
  const text = '{"models":["a","b"],"several":true,"count":2,"ceiling":"4"}'
  expect(parseDraft(text).models).toEqual([
    { id: 'a', count: 2 },
    { id: 'b', count: 2 },
  ])
})

test('an address names a picture, or nothing', () => {
  expect(pictureOfQuery(`result:${pictureId}`)).toEqual({ kind: 'result', id: pictureId })
  expect(pictureOfQuery(`file:${pictureId}`)).toBeNull()
  expect(pictureOfQuery('upload:1')).toBeNull()
  expect(pictureOfQuery(null)).toBeNull()
})

test('a run becomes the draft that would make it again', () => {
  const run = sampleRun({
    params: {
      aspectRatio: '16:9',
      outputFormat: 'webp',
      stylePreset: 'anime',
      image: { kind: 'upload', id: pictureId },
      options: { m: { strength: 0.5, enhance: true } },
    },
  })
  expect(draftOfRun(run, ['m', 'm', 'n'], 7n)).toMatchObject({
    operation: null,
    prompt: 'a lighthouse at dawn',
    aspectRatio: '16:9',
    stylePreset: 'anime',
    outputFormat: 'webp',
    models: [
      { id: 'm', count: 2 },
      { id: 'n', count: 1 },
    ],
    image: { kind: 'upload', id: pictureId },
    options: { m: { strength: '0.5', enhance: true } },
    seed: '7',
  })
  expect(draftOfRun(run, ['m'], null)).toMatchObject({ models: [{ id: 'm', count: 1 }], seed: '' })
})
