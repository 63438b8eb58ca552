import { Secret } from '@aetherflow/crypto/secret'
import { describe, expect, it } from 'vitest'
import type { GenerateCall } from '../image-upstream.ts'
import { generateForm } from './generate-form.ts'

const call: GenerateCall = {
  key: new Secret('sk-test-0123456789'),
  model: 'stability:core',
  prompt: 'a lighthouse',
  aspectRatio: '16:9',
  outputFormat: 'webp',
  attemptId: '0193-attempt',
  timeoutMs: 60_000,
}

async function fieldsOf(change: Partial<GenerateCall> = {}): Promise<Record<string, unknown>> {
  const { bytes, contentType } = await generateForm({ ...call, ...change })
  const form = await new Response(Buffer.from(bytes), {
    headers: { 'content-type': contentType },
  }).formData()
  return Object.fromEntries(form.entries())
}

describe('the form', () => {
  it('is multipart though it holds no file', async () => {
    expect((await generateForm(call)).contentType).toMatch(/^multipart\/form-data; boundary=/)
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

  it('never holds the key', async () => {
    expect(Buffer.from((await generateForm(call)).bytes).toString()).not.toContain('0123456789')
  })
})
