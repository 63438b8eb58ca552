import { describe, expect, it } from 'vitest'
import { withSimulator } from '../testing/with-simulator.ts'

const good = {
  model: 'cogview-4-250304',
  prompt: '黎明时分的灯塔',
  size: '1344x768',
  request_id: 'attempt-1',
}

async function asked(body: unknown, key = 'sk-sim-0123456789') {
  const simulator = await withSimulator({ pictures: 'quick' })
  const address = `${simulator.upstreamUrl('zhipu')}/api/paas/v4/images/generations`
  const response = await fetch(address, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { authorization: `Bearer ${key}` },
  })
  const json = (await response.json()) as { data?: { url: string }[] }
  const url = json.data?.[0]?.url
  const file = url === undefined ? null : await fetch(url)
  const withKey =
    url === undefined ? null : await fetch(url, { headers: { authorization: 'Bearer x' } })
  const [line] = simulator.bill()
  await simulator.close()
  return { status: response.status, json, line, file, withKey }
}

describe('a simulated Zhipu', () => {
  it('answers an address that needs no key, and minds one', async () => {
    const { status, file, withKey, line } = await asked(good)
    expect(status).toBe(200)
    expect(file?.headers.get('content-type')).toBe('image/png')
    expect(withKey?.status).toBe(400)
    // 0.06 yuan at 7 yuan per dollar, in cents.
    expect(line).toMatchObject({ vendor: 'zhipu', credits: 0.8572, correlationId: 'attempt-1' })
  })

  it.each([
    ['a side that is no multiple of 16', { ...good, size: '1000x1000' }],
    ['a side that is too short', { ...good, size: '256x256' }],
    ['too many pixels', { ...good, size: '2048x2048' }],
    ['a quality that it does not have', { ...good, quality: 'best' }],
    ['a fast GLM-Image', { ...good, model: 'glm-image', size: '1280x1280', quality: 'standard' }],
    ['a short request id', { ...good, request_id: 'a' }],
    ['nothing', null],
  ])('refuses %s and bills nothing', async (_what, body) => {
    const { status, json, line } = await asked(body)
    expect(status).toBe(400)
    expect(json).toMatchObject({ error: { code: '1214' } })
    expect(line).toMatchObject({ credits: 0, outcome: 'free' })
  })

  it.each([
    ['a model that it does not have', { ...good, model: 'cogview-9' }, undefined, 400, '1211'],
    ['a revoked key', good, 'sk-sim-revoked-1', 401, '1002'],
    ['a broke key', good, 'sk-sim-broke-1', 429, '1113'],
    ['a forbidden prompt', { ...good, prompt: 'forbidden' }, undefined, 400, '1301'],
  ])('says no to %s by its code', async (_what, body, key, status, code) => {
    const answer = await asked(body, key)
    expect(answer.status).toBe(status)
    expect(answer.json).toMatchObject({ error: { code } })
  })

  it('says whether it caught the prompt or the picture', async () => {
    for (const [prompt, role] of [
      ['forbidden', 'user'],
      ['filtered', 'assistant'],
    ])
      expect((await asked({ ...good, prompt })).json).toMatchObject({ contentFilter: [{ role }] })
  })
})
