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

test('words are needed as soon as one needs them, and useless only when none takes any', () => {
  const silent = sampleModel({ capability: { prompt: 'none' } })
  expect(sharedSettings([core, flux]).prompt).toBe('required')
  expect(sharedSettings([flux, silent]).prompt).toBe('optional')
  expect(sharedSettings([silent]).prompt).toBe('none')
})

test('a seed that one model does not take is none for all', () => {
  const blind = sampleModel({ id: 'blind', capability: { seed: null } })
  expect(sharedSettings([core, blind]).seed).toBeNull()
  expect(sharedSettings([core, blind]).lacking.map(({ setting }) => setting)).toEqual([
    'stylePreset',
    'seed',
  ])
})
