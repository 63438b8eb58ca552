import { describe, expect, it } from 'vitest'
import { withSimulator } from '../testing/with-simulator.ts'

const good = {
  model: 'gpt-image-1-mini',
  prompt: 'a lighthouse',
  n: 1,
  size: '1024x1024',
  quality: 'medium',
}

async function asked(body: unknown, key = 'sk-sim-0123456789', path = 'generations') {
  const simulator = await withSimulator({ pictures: 'quick' })
  const form = body instanceof FormData
  const response = await fetch(`${simulator.upstreamUrl('openai')}/v1/images/${path}`, {
    method: 'POST',
    body: form ? body : JSON.stringify(body),
    headers: {
      authorization: `Bearer ${key}`,
      ...(form ? {} : { 'content-type': 'application/json' }),
      'x-client-request-id': 'attempt-1',
    },
  })
  const json = (await response.json()) as Record<string, unknown>
  const [line] = simulator.bill()
  await simulator.close()
  return { status: response.status, json, line, headers: response.headers }
}

describe('a simulated OpenAI', () => {
  it('answers one picture as base64, says its tokens, and bills them', async () => {
    const { status, json, line, headers } = await asked(good)
    expect(status).toBe(200)
    expect(json).toMatchObject({
      data: [{ b64_json: expect.stringMatching(/^iVBORw0KGgo/) }],
      usage: { input_tokens: 3, output_tokens: 1375 },
    })
    expect(headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{32}$/)
    // $2 and $8 per million tokens, in cents.
    expect(line).toMatchObject({
      vendor: 'openai',
      credits: 1.1006,
      correlationId: 'attempt-1',
      outcome: 'billed',
    })
  })

  it.each([
    ['a size that it does not have', { ...good, size: '512x512' }],
    ['a quality that leaves the price open', { ...good, quality: 'auto' }],
    ['two pictures', { ...good, n: 2 }],
    ['a seed', { ...good, seed: 1 }],
    ['no prompt', { ...good, prompt: '' }],
    ['a transparent JPEG', { ...good, output_format: 'jpeg', background: 'transparent' }],
    ['nothing', null],
  ])('refuses %s and bills nothing', async (_what, body) => {
    const { status, json, line } = await asked(body)
    expect(status).toBe(400)
    expect(json).toMatchObject({ error: { type: 'invalid_request_error', code: 'invalid_value' } })
    expect(line).toMatchObject({ credits: 0, outcome: 'free' })
  })

  it.each([
    ['a retired model', { ...good, model: 'dall-e-3' }, undefined, 404, 'model_not_found'],
    ['a revoked key', good, 'sk-sim-revoked-1', 401, 'invalid_api_key'],
    ['a broke key', good, 'sk-sim-broke-1', 429, 'insufficient_quota'],
    ['a forbidden prompt', { ...good, prompt: 'forbidden' }, undefined, 400, 'moderation_blocked'],
  ])('says no to %s by its code', async (_what, body, key, status, code) => {
    const answer = await asked(body, key)
    expect(answer.status).toBe(status)
    expect(answer.json).toMatchObject({ error: { code } })
  })

  it('says where moderation stopped a picture that was drawn', async () => {
    const { json } = await asked({ ...good, prompt: 'filtered' })
    expect(json).toMatchObject({ error: { moderation_stage: 'output' } })
  })

  it('edits a picture, and takes only masks that can be seen through', async () => {
    const png = (colourType: number) => {
      const head = Buffer.from('89504e470d0a1a0a0000000d49484452'.padEnd(60, '0'), 'hex')
      head[25] = colourType
      return new Blob([new Uint8Array(head)], { type: 'image/png' })
    }
    const formOf = (mask: Blob | null) => {
      const form = new FormData()
      for (const [name, value] of Object.entries(good)) form.set(name, String(value))
      form.set('image', png(2), 'image.png')
      if (mask !== null) form.set('mask', mask, 'mask.png')
      return form
    }
    const edit = (form: FormData) => asked(form, undefined, 'edits')
    expect((await edit(formOf(null))).status).toBe(200)
    expect((await edit(formOf(png(6)))).status).toBe(200)
    expect((await edit(formOf(png(2)))).status).toBe(400)
    expect((await asked(good, undefined, 'edits')).status).toBe(400)
  })
})
