import { describe, expect, it } from 'vitest'
import { withSimulator } from '../testing/with-simulator.ts'

const part = { text: 'a lighthouse' }
const requestOf = (parts: unknown[], imageConfig?: unknown) => ({
  contents: [{ role: 'user', parts }],
  generationConfig: { responseModalities: ['IMAGE'], imageConfig },
})

async function asked(
  body: unknown,
  { model = 'gemini-3-pro-image', key = 'sk-sim-0123456789' } = {},
) {
  const simulator = await withSimulator({ pictures: 'quick' })
  const address = `${simulator.upstreamUrl('gemini')}/v1beta/models/${model}:generateContent`
  const response = await fetch(address, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'x-goog-api-key': key, 'x-client-request-id': 'attempt-1' },
  })
  const json = (await response.json()) as Record<string, unknown>
  const [line] = simulator.bill()
  await simulator.close()
  return { status: response.status, json, line }
}

describe('a simulated Gemini', () => {
  it('answers one picture as base64, says its tokens, and bills them', async () => {
    const { status, json, line } = await asked(requestOf([part], { imageSize: '2K' }))
    expect(status).toBe(200)
    expect(json).toMatchObject({
      candidates: [{ content: { parts: [{ inlineData: { mimeType: 'image/png' } }] } }],
      usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 1120, thoughtsTokenCount: 240 },
      responseId: expect.any(String),
    })
    // $2, $120 and $12 per million tokens, in cents.
    expect(line).toMatchObject({ vendor: 'gemini', credits: 13.7286, correlationId: 'attempt-1' })
  })

  it.each([
    ['a ratio that it does not have', requestOf([part], { aspectRatio: '7:5' })],
    ['a size that the model does not have', requestOf([part], { imageSize: '4K' })],
    ['a picture that is no base64', requestOf([part, { inlineData: { data: '*' } }])],
    ['nothing', null],
  ])('refuses %s and bills nothing', async (_what, body) => {
    const { status, json, line } = await asked(body)
    expect(status).toBe(400)
    expect(json).toMatchObject({ error: { status: 'INVALID_ARGUMENT', details: [] } })
    expect(line).toMatchObject({ credits: 0, outcome: 'free' })
  })

  it.each([
    ['a model that is gone', { model: 'imagen-4' }, 404, []],
    ['a revoked key', { key: 'sk-sim-revoked-1' }, 400, [{ reason: 'API_KEY_INVALID' }]],
    ['a broke key', { key: 'sk-sim-broke-1' }, 403, [{ reason: 'BILLING_DISABLED' }]],
  ])('says no to %s', async (_what, change, status, details) => {
    const answer = await asked(requestOf([part]), change)
    expect(answer.status).toBe(status)
    expect(answer.json).toMatchObject({ error: { details } })
  })

  it('says 200 to what it blocks, without a picture', async () => {
    const blocked = await asked(requestOf([{ text: 'forbidden' }]))
    expect(blocked).toMatchObject({
      status: 200,
      json: { promptFeedback: {} },
      line: { credits: 0 },
    })
    const caught = await asked(requestOf([{ text: 'filtered' }]))
    expect(caught.json).toMatchObject({ candidates: [{ finishReason: 'IMAGE_SAFETY' }] })
  })
})
