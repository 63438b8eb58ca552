import { createUpstreams } from '@aetherflow/integrations/image/upstreams'
import { describe, expect, it } from 'vitest'
import type { RunParams } from '../schemas.ts'
import type { CatalogueModel } from './catalogue.ts'
import {
  checkPictures,
  checkSettings,
  checkWords,
  type GivenPictures,
  wordsOf,
} from './check-model-takes.ts'

const published = createUpstreams().get('stability')?.models ?? []

function model(name: string): CatalogueModel {
  const found = published.find(({ id }) => id === `stability:${name}`)
  if (found === undefined) throw new Error(`no model ${name}`)
  const { id, capability, costE4 } = found
  return { id, name, upstreamId: 'stability', upstreamName: 'Stability AI', capability, costE4 }
}
const asked = (prompt: string, params: Partial<RunParams> = {}, negativePrompt = '') => ({
  prompt,
  negativePrompt,
  params: { outputFormat: 'png' as const, ...params },
})
const picture = (width: number, height = width, sizeBytes = 1000) => ({ width, height, sizeBytes })
const refusal = (act: () => void) => {
  try {
    act()
    return null
  } catch (error) {
    return error
  }
}
const unsupported = (field: string) => ({
  message: 'PARAMS_UNSUPPORTED',
  params: { field: expect.stringMatching(`^${field}$`) },
})

describe('words', () => {
  it('are demanded where the model needs them, and refused where it takes none', () => {
    const missing = { message: 'PROMPT_MISSING', params: { modelId: 'stability:core' } }
    expect(refusal(() => checkWords(model('core'), asked('')))).toMatchObject(missing)
    expect(refusal(() => checkWords(model('upscale-fast'), asked('')))).toBeNull()
    expect(refusal(() => checkWords(model('upscale-fast'), asked('a boat')))).toMatchObject(
      unsupported('prompt'),
    )
    for (const prompt of ['', 'a boat'])
      expect(refusal(() => checkWords(model('outpaint'), asked(prompt)))).toBeNull()
  })

  it('that should not be there are taken by some models only', () => {
    expect(refusal(() => checkWords(model('inpaint'), asked('a boat', {}, 'fog')))).toBeNull()
    expect(refusal(() => checkWords(model('outpaint'), asked('a boat', {}, 'fog')))).toMatchObject(
      unsupported('negativePrompt'),
    )
  })

  it('include the options that are text, so that their language is seen too', () => {
    const replace = model('search-and-replace')
    const options: RunParams['options'] = {
      [replace.id]: { search_prompt: '小船' },
      'other:model': { words: '灯塔' },
    }
    expect(wordsOf(replace, asked('a dog', { options }))).toContain('小船')
    expect(wordsOf(replace, asked('a dog', { options }))).not.toContain('灯塔')
  })
})

describe('settings', () => {
  const settings = (name: string, params: Partial<RunParams>, seed: bigint | null = null) =>
    refusal(() => checkSettings(model(name), asked('a boat', params), seed))
  const of = (name: string, options: Record<string, string | number | boolean>) => ({
    options: { [`stability:${name}`]: options },
  })

  it.each([
    ['core', { aspectRatio: '1:1', stylePreset: 'anime' }, 7n],
    ['inpaint', {}, 4_294_967_294n],
    ['inpaint', of('inpaint', { grow_mask: 0 }), null],
    ['ultra-image', of('ultra-image', { strength: 0.5 }), null],
    ['outpaint', of('outpaint', { down: 1 }), null],
    ['search-and-replace', of('search-and-replace', { search_prompt: 'the boat' }), null],
  ] as const)('of %s are taken: %j', (name, params, seed) =>
    expect(settings(name, params, seed)).toBeNull(),
  )

  it.each([
    ['core', 'aspectRatio', {}],
    ['core', 'aspectRatio', { aspectRatio: '7:5' }],
    ['inpaint', 'aspectRatio', { aspectRatio: '1:1' }],
    ['remove-background', 'outputFormat', { outputFormat: 'jpeg' as const }],
    ['upscale-fast', 'outputFormat', {}],
    ['upscale-fast', 'stylePreset', { outputFormat: 'webp' as const, stylePreset: 'anime' }],
    ['ultra-image', 'options.strength', {}],
    ['ultra-image', 'options.strength', of('ultra-image', { strength: 1.5 })],
    ['ultra-image', 'options.strength', of('ultra-image', { strength: '0.5' })],
    [
      'ultra-image',
      'options.__proto__',
      { options: { 'stability:ultra-image': JSON.parse('{"__proto__":1,"strength":1}') } },
    ],
    ['outpaint', 'options.left', {}],
    ['outpaint', 'options.left', of('outpaint', { left: 0, up: 0 })],
    ['outpaint', 'options.up', of('outpaint', { up: 1.5 })],
    [
      'search-and-replace',
      'options.search_prompt',
      of('search-and-replace', { search_prompt: ' ' }),
    ],
    ['inpaint', 'options.model', of('inpaint', { model: 'sd3.5-large' })],
  ] as const)('of %s are refused by their %s', (name, field, params) =>
    expect(settings(name, params)).toMatchObject(unsupported(field)),
  )

  it('hold a seed in the range of the model', () => {
    expect(settings('core', { aspectRatio: '1:1' }, 4_294_967_295n)).toMatchObject(
      unsupported('seed'),
    )
    expect(settings('remove-background', {}, 1n)).toMatchObject(unsupported('seed'))
  })
})

describe('pictures', () => {
  const pictures = (name: string, given: GivenPictures, params: Partial<RunParams> = {}) =>
    refusal(() => checkPictures(model(name), given, { outputFormat: 'webp', ...params }))
  const unfit = (input: string, rule: string) => ({
    message: 'INPUT_UNFIT',
    params: { input, rule },
  })

  it('are demanded where the model works on them, and refused where it does not', () => {
    expect(pictures('inpaint', {})).toMatchObject({
      message: 'INPUT_MISSING',
      params: { modelId: 'stability:inpaint', input: 'image' },
    })
    expect(pictures('core', { image: picture(512) })).toMatchObject(unsupported('image'))
    expect(pictures('outpaint', { image: picture(512), mask: picture(512) })).toMatchObject(
      unsupported('mask'),
    )
    expect(pictures('inpaint', { image: picture(512), mask: picture(512) })).toBeNull()
    expect(pictures('core', {})).toBeNull()
  })

  it.each([
    ['upscale-fast', picture(32), null],
    ['upscale-fast', picture(31, 64), 'side'],
    ['upscale-fast', picture(1537, 64), 'side'],
    ['upscale-fast', picture(1024, 1024), null],
    ['upscale-fast', picture(1024, 1025), 'pixels'],
    ['inpaint', picture(3072, 3072), null],
    ['inpaint', picture(3072, 3073), 'pixels'],
    ['outpaint', picture(250, 100), null],
    ['outpaint', picture(100, 251), 'ratio'],
    ['ultra-image', picture(512, 512, 10 * 1024 * 1024), 'bytes'],
  ] as const)('for %s are measured: %j', (name, image, rule) => {
    const found = pictures(name, { image })
    if (rule === null) expect(found).toBeNull()
    else expect(found).toMatchObject(unfit('image', rule))
  })

  const outpainted = (pixels: number) => ({
    'stability:outpaint': { left: pixels, right: pixels, up: pixels, down: pixels },
  })
  it.each([
    ['outpaint', picture(2645), { outputFormat: 'png', options: outpainted(2000) }, 'output'],
    ['outpaint', picture(2645), { options: outpainted(2000) }, 'output'],
    ['outpaint', picture(2645), { options: outpainted(1839) }, null],
    ['outpaint', picture(2000), { outputFormat: 'png', options: outpainted(250) }, null],
    ['outpaint', picture(2000), { outputFormat: 'png', options: outpainted(251) }, 'output'],
    ['outpaint', picture(2500), { outputFormat: 'png' }, null],
    ['inpaint', picture(3072), { outputFormat: 'png' }, 'output'],
    ['erase', picture(3072), { outputFormat: 'png' }, 'output'],
    ['search-and-replace', picture(3072), { outputFormat: 'png' }, 'output'],
    ['search-and-recolor', picture(3072), { outputFormat: 'png' }, 'output'],
    ['search-and-recolor', picture(3072), { outputFormat: 'jpeg' }, null],
    ['remove-background', picture(2048), { outputFormat: 'png' }, null],
    ['upscale-fast', picture(1024), {}, null],
    ['upscale-conservative', picture(3072), { outputFormat: 'png' }, null],
  ] as const)(
    'for %s may not make a result that nobody reads: %j, %j',
    (name, image, params, rule) => {
      const found = pictures(name, { image }, params)
      if (rule === null) expect(found).toBeNull()
      else expect(found).toMatchObject(unfit('image', rule))
    },
  )

  it('come with a mask of their own size', () => {
    expect(pictures('inpaint', { image: picture(512), mask: picture(512, 511) })).toMatchObject(
      unfit('mask', 'size'),
    )
  })
})
