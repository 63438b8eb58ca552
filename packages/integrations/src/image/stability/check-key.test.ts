import { Secret } from '@aetherflow/crypto/secret'
import { describe, expect, it } from 'vitest'
import { oddHttpServer } from '../../testing/odd-http-server.ts'
import { createStability } from './create-stability.ts'
import { stabilityModels } from './stability-models.ts'

const key = new Secret('sk-test-0123456789abcdef')
const account = {
  id: 'user-1',
  email: 'a@b.example',
  organizations: [{ id: 'org-1', is_default: true }],
}
const good: Record<string, [number, string]> = {
  '/v1/user/balance': [200, '{"credits": 0.6336833840314097}'],
  '/v1/user/account': [200, JSON.stringify(account)],
  '/v1/engines/list': [200, '[{"id":"stable-diffusion-xl-1024-v1-0","type":"PICTURE"}]'],
}

const vendor = (change: Record<string, [number, string] | 'silence'> = {}) =>
  oddHttpServer((response, { url }) => {
    const reply = change[url] ?? good[url] ?? [404, '']
    if (reply !== 'silence')
      response.writeHead(reply[0], { 'content-type': 'application/json' }).end(reply[1])
  })
const check = (server: { url: string }, timeoutMs = 5000) =>
  createStability({ baseUrl: server.url }).checkKey(key, { timeoutMs })
const organizations = (...list: unknown[]): Record<string, [number, string]> => ({
  '/v1/user/account': [200, JSON.stringify({ ...account, organizations: list })],
})

describe('checking a key', () => {
  it('asks three free questions and returns balance, account and models', async () => {
    await using server = await vendor()
    expect(await check(server)).toEqual({
      kind: 'valid',
      balanceE4: 6336n,
      accountRef: 'org-1',
      models: stabilityModels.map((model) => model.id),
    })
    expect(server.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /v1/user/balance',
      'GET /v1/user/account',
      'GET /v1/engines/list',
    ])
    for (const request of server.seen)
      expect(request.headers.authorization).toBe('Bearer sk-test-0123456789abcdef')
  })

  it.each([
    ['the default organisation', [{ id: 'org-1' }, { id: 'org-2', is_default: true }], 'org-2'],
    ['the only organisation', [{ id: 'org-7', is_default: false }], 'org-7'],
    ['the user where no organisation is the default', [{ id: 'org-1' }, { id: 'org-2' }], 'user-1'],
    ['the user without organisations', [], 'user-1'],
  ])('names %s as the account that pays', async (_name, list, accountRef) => {
    await using server = await vendor(organizations(...list))
    expect(await check(server)).toMatchObject({ kind: 'valid', accountRef })
  })

  it.each(['/v1/user/balance', '/v1/user/account', '/v1/engines/list'])(
    'is refused by a 401 from %s',
    async (path) => {
      await using server = await vendor({
        [path]: [401, '{"id":"x","name":"unauthorized","message":"no"}'],
      })
      expect(await check(server)).toEqual({ kind: 'refused', code: 'KEY_REFUSED' })
    },
  )

  it('stops at the first refusal', async () => {
    await using server = await vendor({ '/v1/user/balance': [401, ''] })
    await check(server)
    expect(server.seen).toHaveLength(1)
  })

  it.each([404, 410])('is valid though the engines are gone with %d', async (status) => {
    await using server = await vendor({ '/v1/engines/list': [status, ''] })
    expect(await check(server)).toMatchObject({ kind: 'valid' })
  })

  it.each([
    ['/v1/user/balance', '<html>'],
    ['/v1/user/balance', '{}'],
    ['/v1/user/balance', '{"credits":"5"}'],
    ['/v1/user/balance', '{"credits":null}'],
    ['/v1/user/balance', '{"credits":1e400}'],
    ['/v1/user/account', '{"id":"user-1"}'],
    ['/v1/user/account', '{"id":"user-1 <b>","organizations":[]}'],
    ['/v1/user/account', '{"id":7,"organizations":[]}'],
    ['/v1/engines/list', '{"engines":[]}'],
  ])('is an invalid answer when %s says %s', async (path, body) => {
    await using server = await vendor({ [path]: [200, body] })
    expect(await check(server)).toEqual({ kind: 'refused', code: 'INVALID_ANSWER' })
  })

  it.each(['/v1/user/balance', '/v1/user/account', '/v1/engines/list'])(
    'is unknown when %s stays silent',
    async (path) => {
      await using server = await vendor({ [path]: 'silence' })
      expect(await check(server, 300)).toEqual({ kind: 'unknown' })
    },
  )

  it.each([
    [429, 'RATE_LIMITED'],
    [500, 'UPSTREAM_ERROR'],
  ])('tells a %d from a bad key', async (status, code) => {
    await using server = await vendor({ '/v1/user/balance': [status, ''] })
    expect(await check(server)).toEqual({ kind: 'refused', code })
  })
})

describe('one deadline', () => {
  it('holds for all questions together', async () => {
    await using server = await oddHttpServer((response, { url }) => {
      const [status, body] = good[url] ?? [404, '']
      setTimeout(() => response.writeHead(status).end(body), 400)
    })
    expect(await check(server, 1000)).toEqual({ kind: 'unknown' })
    expect(server.seen).toHaveLength(3)
  })
})

describe('a balance', () => {
  it('is not read from a body of more than 1 MB', async () => {
    const padded = `{"credits": 5, "padding": "${'x'.repeat(1024 * 1024)}"}`
    await using server = await vendor({ '/v1/user/balance': [200, padded] })
    expect(
      await createStability({ baseUrl: server.url }).balance(key, { timeoutMs: 5000 }),
    ).toEqual({ kind: 'unknown' })
  })

  it.each([
    ['{"credits": 1000}', 10_000_000n],
    ['{"credits": 6.49999999999}', 64_999n],
    ['{"credits": 0}', 0n],
    ['{"credits": -0.5}', 0n],
    ['{"credits": 2.5e-3, "more": 1}', 25n],
  ])('of %s is %s ten-thousandths', async (body, balanceE4) => {
    await using server = await vendor({ '/v1/user/balance': [200, body] })
    const upstream = createStability({ baseUrl: server.url })
    expect(await upstream.balance(key, { timeoutMs: 5000 })).toEqual({ kind: 'balance', balanceE4 })
  })
})
