import { describe, expect, it } from 'vitest'
import { withSimulator } from '../testing/with-simulator.ts'

const key = 'sk-sim-0123456789'

describe('the account routes', () => {
  it('show balance, account and engines of a good key', async () => {
    await using simulator = await withSimulator()
    expect(await (await simulator.account('/v1/user/balance', key)).json()).toEqual({
      credits: 1000,
    })
    expect(await (await simulator.account('/v1/user/account', key)).json()).toMatchObject({
      id: expect.stringMatching(/^user-/),
      email: expect.stringContaining('@'),
      organizations: [{ id: expect.stringMatching(/^org-/), is_default: true }],
    })
    expect(await (await simulator.account('/v1/engines/list', key)).json()).toContainEqual(
      expect.objectContaining({ type: 'PICTURE' }),
    )
  })

  it('name one account for shared keys and different ones otherwise', async () => {
    await using simulator = await withSimulator()
    const idOf = async (of: string) =>
      ((await (await simulator.account('/v1/user/account', of)).json()) as { id: string }).id
    expect(await idOf('sk-sim-shared-acme-a1')).toBe(await idOf('sk-sim-shared-acme-b2'))
    expect(await idOf('sk-sim-aaaaaaaaaa')).not.toBe(await idOf('sk-sim-bbbbbbbbbb'))
  })

  it.each(['/v1/user/balance', '/v1/user/account', '/v1/engines/list', '/v1/nothing/here'])(
    '%s says first that the key is missing',
    async (path) => {
      await using simulator = await withSimulator()
      const answer = await simulator.account(path)
      expect(answer.status).toBe(401)
      expect(await answer.json()).toEqual({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        name: 'unauthorized',
        message: 'missing authorization header',
      })
    },
  )

  it('echo a wrong key with stars, as the vendor does', async () => {
    await using simulator = await withSimulator()
    const answer = await simulator.account('/v1/user/balance', 'sk-notavalidkey00zzzz')
    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({
      name: 'unauthorized',
      message:
        'Incorrect API key provided: sk-nota**********zzzz. You can find your API key at https://stability.ai.',
    })
  })

  it('answer 404 for an unknown path and a good key', async () => {
    await using simulator = await withSimulator()
    const answer = await simulator.account('/v1/nothing/here', key)
    expect([answer.status, ((await answer.json()) as { name: string }).name]).toEqual([
      404,
      'not_found',
    ])
    const result = await simulator.account(`/v2beta/results/${'a'.repeat(64)}`, key)
    expect(await result.json()).toMatchObject({
      name: 'generation_not_found',
      errors: [expect.any(String)],
    })
  })

  it('keep a broke key valid with less than any image costs', async () => {
    await using simulator = await withSimulator()
    expect(await (await simulator.account('/v1/user/balance', 'sk-sim-broke-1')).json()).toEqual({
      credits: 0.6336833840314097,
    })
  })

  it.each([
    ['unauthorized', 401],
    ['rate-limited', 429],
    ['server-error', 500],
  ] as const)('fail on demand: %s', async (fault, status) => {
    await using simulator = await withSimulator()
    simulator.setScenario(key, { fault, on: 'account', times: 1 })
    expect((await simulator.account('/v1/user/balance', key)).status).toBe(status)
    expect((await simulator.account('/v1/user/balance', key)).status).toBe(200)
  })
})
