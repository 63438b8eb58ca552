import { describe, expect, it } from 'vitest'
import { withSimulator } from '../testing/with-simulator.ts'

const requestOf = (content: unknown[], parameters: unknown = {}, model = 'qwen-image-plus') => ({
  model,
  input: { messages: [{ role: 'user', content }] },
  parameters,
})
const text = { text: '黎明时分的灯塔' }
const image = { image: 'data:image/png;base64,AAAA' }

async function asked(body: unknown, key = 'sk-sim-0123456789') {
  const simulator = await withSimulator({ pictures: 'quick' })
  const path = '/api/v1/services/aigc/multimodal-generation/generation'
  const response = await fetch(`${simulator.upstreamUrl('dashscope')}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { authorization: `Bearer ${key}`, 'x-client-request-id': 'attempt-1' },
  })
  const json = (await response.json()) as Record<string, unknown>
  const [line] = simulator.bill()
  await simulator.close()
  return { status: response.status, json, line }
}

describe('a simulated Qwen-Image', () => {
  it('answers an address at once, and bills by the picture', async () => {
    const { status, json, line } = await asked(requestOf([text], { size: '1664*928' }))
    expect(status).toBe(200)
    const content = [{ image: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/dashscope\//) }]
    expect(json).toMatchObject({
      output: { choices: [{ message: { content } }] },
      usage: { width: 1664, height: 928, image_count: 1 },
      request_id: expect.any(String),
    })
    // 0.2 yuan at 7 yuan per dollar, in cents.
    expect(line).toMatchObject({ vendor: 'dashscope', credits: 2.8572, correlationId: 'attempt-1' })
  })

  it.each([
    ['a size that plus does not have', requestOf([text], { size: '1024*1024' })],
    ['too many pixels for 2.0', requestOf([text], { size: '4096*4096' }, 'qwen-image-2.0')],
    ['a picture for plus', requestOf([image, text])],
    ['two texts', requestOf([text, text])],
    ['no text', requestOf([image], {}, 'qwen-image-2.0')],
    ['two pictures at once', requestOf([text], { n: 2 })],
    ['a seed beyond its range', requestOf([text], { seed: 2_147_483_648 })],
    ['nothing', null],
  ])('refuses %s and bills nothing', async (_what, body) => {
    const { status, json, line } = await asked(body)
    expect(status).toBe(400)
    expect(json).toMatchObject({ code: 'InvalidParameter', request_id: expect.any(String) })
    expect(line).toMatchObject({ credits: 0, outcome: 'free' })
  })

  it('edits a picture with 2.0', async () => {
    expect((await asked(requestOf([image, text], {}, 'qwen-image-2.0'))).status).toBe(200)
  })

  it.each([
    ['a model that it does not have', [text], 'qwen-image-9', undefined, 404, 'ModelNotFound'],
    ['a revoked key', [text], 'qwen-image-plus', 'sk-sim-revoked-1', 401, 'InvalidApiKey'],
    ['a broke key', [text], 'qwen-image-plus', 'sk-sim-broke-1', 400, 'Arrearage'],
    [
      'a forbidden prompt',
      [{ text: 'forbidden' }],
      'qwen-image-plus',
      undefined,
      400,
      'DataInspectionFailed',
    ],
  ])('says no to %s by its code', async (_what, content, model, key, status, code) => {
    const answer = await asked(requestOf(content, {}, model), key)
    expect(answer.status).toBe(status)
    expect(answer.json).toMatchObject({ code })
  })
})
