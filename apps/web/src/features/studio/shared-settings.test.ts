import { expect, test } from 'vitest'
import { sampleModel } from '../testing/sample-model.ts'
import { sharedSettings } from './shared-settings.ts'

const core = sampleModel({
  capability: {
    aspectRatios: ['21:9', '1:1', '3:2'],
    stylePresets: ['anime', 'origami'],
    outputFormats: ['webp', 'png', 'jpeg'],
    seed: { min: 0, max: 100 },
    maxPromptChars: 500,
  },
})
const flux = sampleModel({
  id: 'flux',
  name: 'FLUX',
  capability: {
    aspectRatios: ['3:2', '1:1'],
    stylePresets: [],
    outputFormats: ['png'],
    seed: { min: 1, max: 50 },
    negativePrompt: false,
    prompt: 'optional',
  },
})

test('one model gives what it takes, in the order in which people look for it', () => {
  expect(sharedSettings([core])).toEqual({
    prompt: 'required',
    maxPromptChars: 500,
    shapes: ['1:1', '3:2', '21:9'],
    styles: ['anime', 'origami'],
    formats: ['png', 'jpeg', 'webp'],
    negativePrompt: true,
    seed: { min: 0, max: 100 },
    inputs: { image: null, mask: null },
    clash: null,
    lacking: [],
  })
})

test('several give what all of them take, and name who lacks what', () => {
  const shared = sharedSettings([core, flux])
  expect(shared).toMatchObject({
    shapes: ['1:1', '3:2'],
    styles: [],
    formats: ['png'],
    negativePrompt: false,
    seed: { min: 1, max: 50 },
    maxPromptChars: 100,
  })
  const named = shared.lacking.map(({ setting, models }) => [setting, models.map(({ id }) => id)])
  expect(named).toEqual([
    ['stylePreset', ['flux']],
    ['negativePrompt', ['flux']],
  ])
})

test('what none of them has is not missed', () => {
  expect(sharedSettings([flux, flux]).lacking).toEqual([])
})

const silent = sampleModel({ capability: { prompt: 'none', aspectRatios: ['1:1'] } })

test('words are needed as soon as one needs them, and there are none beside a model that takes none', () => {
  expect(sharedSettings([core, flux]).prompt).toBe('required')
  expect(sharedSettings([flux, silent]).prompt).toBe('none')
  expect(sharedSettings([silent]).prompt).toBe('none')
})

const input = {
  name: 'image',
  minSide: 1,
  maxSide: 9,
  minPixels: 1,
  maxPixels: 81,
  maxRatio: 3,
  maxBytes: 9,
} as const
const changes = sampleModel({
  id: 'changes',
  capability: { inputs: [{ ...input, required: true }] },
})
const may = sampleModel({ id: 'may', capability: { inputs: [{ ...input, required: false }] } })
const plain = sampleModel({ id: 'plain' })

test('a picture is given where all of them take one, and needed as soon as one needs it', () => {
  expect(sharedSettings([may]).inputs.image).toEqual({ required: false })
  expect(sharedSettings([may, changes]).inputs.image).toEqual({ required: true })
  expect(sharedSettings([may, plain]).inputs.image).toBeNull()
  expect(sharedSettings([may, plain]).lacking.map(({ setting }) => setting)).toEqual(['image'])
})

test('what one needs and another does not take keeps them apart', () => {
  expect(sharedSettings([changes, plain]).clash).toBe('image')
  expect(sharedSettings([may, plain]).clash).toBeNull()
  expect(sharedSettings([core, silent]).clash).toBe('prompt')
  expect(sharedSettings([silent]).clash).toBeNull()
})

test('a seed that one model does not take is none for all', () => {
  const blind = sampleModel({ id: 'blind', capability: { seed: null } })
  expect(sharedSettings([core, blind]).seed).toBeNull()
  expect(sharedSettings([core, blind]).lacking.map(({ setting }) => setting)).toEqual([
    'stylePreset',
    'seed',
  ])
})
