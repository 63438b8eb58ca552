import { Secret } from '@aetherflow/crypto/secret'
import { describe, expect, it } from 'vitest'
import type { GenerateCall } from '../image-upstream.ts'
import { generateForm } from './generate-form.ts'
import { stabilityRoute } from './stability-models.ts'

const call: GenerateCall = {
  key: new Secret('sk-test-0123456789'),
  model: 'stability:core',
  prompt: 'a lighthouse',
  aspectRatio: '16:9',
  outputFormat: 'webp',
  attemptId: '0193-attempt',
  timeoutMs: 60_000,
}

const formOf = (asked: GenerateCall) =>
  generateForm(asked, stabilityRoute(asked.model)?.fixed ?? {})

async function fieldsOf(change: Partial<GenerateCall> = {}): Promise<Record<string, unknown>> {
  const { bytes, contentType } = await formOf({ ...call, ...change })
  const form = await new Response(Buffer.from(bytes), {
    headers: { 'content-type': contentType },
  }).formData()
  return Object.fromEntries(form.entries())
}

describe('the form', () => {
  it('is multipart though it holds no file', async () => {
    expect((await formOf(call)).contentType).toMatch(/^multipart\/form-data; boundary=/)
  })

  it('leaves out what the caller left out', async () => {
    expect(await fieldsOf()).toEqual({
      prompt: 'a lighthouse',
      aspect_ratio: '16:9',
      output_format: 'webp',
    })
    expect(await fieldsOf({ negativePrompt: '' })).not.toHaveProperty('negative_prompt')
  })

  it('carries every option, and the model on the shared route only', async () => {
    const options = {
      model: 'stability:sd3.5-medium',
      negativePrompt: 'fog',
      seed: 0,
      stylePreset: 'anime',
    }
    expect(await fieldsOf(options)).toEqual({
      prompt: 'a lighthouse',
      aspect_ratio: '16:9',
      output_format: 'webp',
      model: 'sd3.5-medium',
      negative_prompt: 'fog',
      seed: '0',
      style_preset: 'anime',
    })
    expect(await fieldsOf({ model: 'stability:ultra' })).not.toHaveProperty('model')
  })

  it('holds a prompt that tries to be another field as text', async () => {
    const prompt = 'x"\r\n--boundary\r\ncontent-disposition: form-data; name="seed"\r\n\r\n1'
    expect(await fieldsOf({ prompt })).toEqual({
      prompt,
      aspect_ratio: '16:9',
      output_format: 'webp',
    })
  })

  it('carries pictures as files, and options under the names that the vendor gave them', async () => {
    const { aspectRatio: _ratio, ...rest } = call
    const picture = (byte: number, mimeType: 'image/png' | 'image/webp') => ({
      bytes: new Uint8Array([byte, byte]),
      mimeType,
      width: 64,
      height: 64,
    })
    const { bytes, contentType } = await formOf({
      ...rest,
      model: 'stability:inpaint',
      inputs: { image: picture(1, 'image/png'), mask: picture(2, 'image/webp') },
      options: { grow_mask: 0 },
    })
    const form = await new Response(Buffer.from(bytes), {
      headers: { 'content-type': contentType },
    }).formData()
    expect([...form.keys()].toSorted()).toEqual([
      'grow_mask',
      'image',
      'mask',
      'output_format',
      'prompt',
    ])
    expect(form.get('grow_mask')).toBe('0')
    const files = [form.get('image'), form.get('mask')].map((entry) => entry as File)
    expect(files.map(({ type, name }) => [type, name])).toEqual([
      ['image/png', 'image.png'],
      ['image/webp', 'mask.webp'],
    ])
    expect(await files[1]?.bytes()).toEqual(new Uint8Array([2, 2]))
  })

  it('says image-to-image where the route serves both', async () => {
    const model = 'stability:sd3.5-large-turbo-image'
    expect(await fieldsOf({ model, options: { strength: 0.5 } })).toMatchObject({
      mode: 'image-to-image',
      model: 'sd3.5-large-turbo',
      strength: '0.5',
    })
  })

  it('lets no option take the place of what the route fixes', async () => {
    const model = 'stability:sd3.5-medium'
    expect(await fieldsOf({ model, options: { model: 'sd3.5-large' } })).toMatchObject({
      model: 'sd3.5-medium',
    })
  })

  it('never holds the key', async () => {
    expect(Buffer.from((await formOf(call)).bytes).toString()).not.toContain('0123456789')
  })
})
