import { request as httpRequest } from 'node:http'
import type { AppRouter } from '@aetherflow/api/app-router'
import { addCredits, addUser } from '@aetherflow/api/testing/arrange'
import type { TestUser } from '@aetherflow/api/testing/contexts'
import { createTestDeps, type TestDeps } from '@aetherflow/api/testing/test-deps'
import { createTRPCClient, httpBatchStreamLink, TRPCClientError } from '@trpc/client'
import superjson from 'superjson'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { databaseState } from './testing/database-state.ts'
import { cookieOf, serveDoors, type ServedDoors, signedIn } from './testing/serve-doors.ts'

let t: TestDeps
let served: ServedDoors
let user: TestUser
let cookie: string
let sessionId: string
beforeAll(async () => {
  t = await createTestDeps()
  served = await serveDoors(t)
  user = await addUser(t)
  ;({ cookie, sessionId } = await signedIn(t, user))
})
afterAll(async () => {
  served.close()
  await t.close()
})
beforeEach(() => {
  served.errors.length = 0
})

const client = (headers: Record<string, string> = { cookie }) =>
  createTRPCClient<AppRouter>({
    links: [
      httpBatchStreamLink({
        url: `${served.url}/api/trpc`,
        transformer: superjson,
        headers: { ...headers, 'x-test': '1' },
        maxItems: 10,
      }),
    ],
  })

type Told = {
  error?: { json: { data: { reason: string; code: string; requestId: string | null } } }
}
type Init = { method?: string; body?: string; headers?: Record<string, string> }
async function ask(path: string, init: Init = {}) {
  const response = await fetch(`${served.url}/api/trpc/${path}`, {
    ...init,
    headers: { cookie, ...init.headers },
  })
  const told: Told = JSON.parse(await response.text())
  return { status: response.status, reason: told.error?.json.data.reason ?? null }
}
const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  ask(path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } })

const rename = JSON.stringify({ json: { displayName: 'Mallory' } })

test('answers the web’s own client: quantities as bigint, moments as Date', async () => {
  await addCredits(t, user, 100)
  const [profile, balances] = await Promise.all([
    client().identity.profile.query(),
    client().wallet.balances.query(),
  ])
  expect(profile.id).toBe(user.id)
  expect(profile.createdAt).toBeInstanceOf(Date)
  expect(balances.available).toBe(10_000n)
})

test('gives that client the code, the parameters and the id of an error', async () => {
  const refused = client().wallet.order.query({ orderId: sessionId })
  const error: unknown = await refused.catch((cause: unknown) => cause)
  expect(error).toBeInstanceOf(TRPCClientError)
  expect(error).toMatchObject({
    data: { reason: 'NOT_FOUND', params: {}, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
  })
})

test('gives it the code of a refusal before any procedure too', async () => {
  const foreign = client({ cookie, origin: 'https://evil.example' })
  const calls = [foreign.identity.profile.query(), foreign.wallet.balances.query()]
  for (const result of await Promise.allSettled(calls)) {
    const error: unknown = result.status === 'rejected' ? result.reason : null
    expect(error).toMatchObject({ data: { reason: 'FORBIDDEN', httpStatus: 403 } })
  }
})

test('takes a session cookie for what its row says now', async () => {
  const mine = await signedIn(t, user)
  const whoami = () => client({ cookie: mine.cookie }).identity.profile.query()
  expect((await whoami()).id).toBe(user.id)
  await t.admin.query('UPDATE sessions SET revoked_at = now() WHERE id = $1', [mine.sessionId])
  await expect(whoami()).rejects.toMatchObject({ data: { reason: 'UNAUTHENTICATED' } })
})

test('takes no cookie for anybody else', async () => {
  const forged = [
    await cookieOf({ sid: sessionId }, 'another-secret-of-somebody-0123456789'),
    await cookieOf({ sub: user.id, role: 'admin' }),
    await cookieOf({ sid: { not: '' } }),
    'aetherflow.session=%E0%A4%A',
    `aetherflow.session=${'a'.repeat(8000)}`,
    `other=${cookie}`,
    cookie.slice(0, -4),
  ]
  for (const header of forged) {
    const { status, reason } = await ask('identity.profile', { headers: { cookie: header } })
    expect([header.slice(0, 40), status, reason]).toEqual([
      header.slice(0, 40),
      401,
      'UNAUTHENTICATED',
    ])
  }
  expect(served.errors).toEqual([])
})

test('answers ten calls of a batch and refuses eleven, before any of them ran', async () => {
  const batch = (size: number) => ({
    path: `${Array.from({ length: size }, () => 'identity.updateProfile').join(',')}?batch=1`,
    body: JSON.stringify(
      Object.fromEntries(Array.from({ length: size }, (_, i) => [i, { json: { theme: 'dark' } }])),
    ),
  })
  const ten = batch(10)
  const answer = await fetch(`${served.url}/api/trpc/${ten.path}`, {
    method: 'POST',
    body: ten.body,
    headers: { cookie, 'content-type': 'application/json' },
  })
  expect(answer.status).toBe(200)
  expect(JSON.parse(await answer.text())).toHaveLength(10)
  const before = await databaseState(t.admin)
  const eleven = batch(11)
  expect(await post(eleven.path, eleven.body)).toEqual({ status: 400, reason: 'INPUT_INVALID' })
  expect(await databaseState(t.admin)).toEqual(before)
})

test('counts the calls of a batch one by one', async () => {
  const other = await addUser(t)
  const own = await signedIn(t, other)
  const caller = client({ cookie: own.cookie })
  const flood = await Promise.allSettled(
    Array.from({ length: 250 }, () => caller.identity.updateProfile.mutate({})),
  )
  const refused = flood.filter(({ status }) => status === 'rejected')
  expect(refused).toHaveLength(10)
  expect(refused[0]).toMatchObject({ reason: { data: { reason: 'TOO_MANY_REQUESTS' } } })
})

test.each([
  ['a foreign origin', { origin: 'https://evil.example' }],
  ['an origin that hides', { origin: 'null' }],
  ['our host under another scheme', { origin: 'https://127.0.0.1' }],
  ['a loopback page of another port', { origin: 'http://127.0.0.1:1' }],
  ['a browser that says cross-site', { 'sec-fetch-site': 'cross-site' }],
  ['a sibling site', { 'sec-fetch-site': 'same-site' }],
])('refuses a call from %s, reading or writing', async (_name, headers) => {
  const before = await databaseState(t.admin)
  const refusal = { status: 403, reason: 'FORBIDDEN' }
  expect(await post('identity.updateProfile', rename, headers)).toEqual(refusal)
  expect(await ask('identity.profile', { headers })).toEqual(refusal)
  expect(await databaseState(t.admin)).toEqual(before)
})

test.each([
  ['multipart', 'multipart/form-data; boundary=x'],
  ['octets', 'application/octet-stream'],
  ['text', 'text/plain'],
  ['a form', 'application/x-www-form-urlencoded'],
  ['no type', ''],
])('refuses a post of %s, which another site could send without asking', async (_name, type) => {
  const before = await databaseState(t.admin)
  const answer = await post('identity.updateProfile', rename, { 'content-type': type })
  expect(answer).toEqual({ status: 415, reason: 'INPUT_INVALID' })
  expect(await databaseState(t.admin)).toEqual(before)
})

test('refuses other methods, and a mutation that comes as a GET', async () => {
  const before = await databaseState(t.admin)
  for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS'])
    expect((await ask('identity.updateProfile', { method })).status).toBe(405)
  const input = encodeURIComponent(rename)
  expect(await ask(`identity.updateProfile?input=${input}`)).toEqual({
    status: 405,
    reason: 'INPUT_INVALID',
  })
  expect(await databaseState(t.admin)).toEqual(before)
})

test('refuses ten megabytes, announced or not, and stays well', async () => {
  const before = await databaseState(t.admin)
  const body = JSON.stringify({ json: { displayName: 'x'.repeat(10 * 1024 * 1024) } })
  const refusal = { status: 413, reason: 'INPUT_INVALID' }
  expect(await post('identity.updateProfile', body)).toEqual(refusal)
  expect(await postInChunks('identity.updateProfile', body)).toEqual(refusal)
  expect(await databaseState(t.admin)).toEqual(before)
  expect((await ask('identity.profile')).status).toBe(200)
})

test.each([
  'gateway.claimVerifications',
  'tasks.claim',
  'wallet.mature',
  'nobody.knows',
  '__proto__',
  'constructor.name',
  'identity.__proto__',
  'identity.profile.query',
  '',
])('knows no procedure %s', async (path) => {
  expect(await ask(path)).toEqual({ status: 404, reason: 'NOT_FOUND' })
})

test.each(['%', '%E0%A4%A', 'identity.profile%', '%2e%2e%2fsecret'])(
  'refuses the path %s with a code',
  async (path) => {
    const { status, reason } = await ask(path)
    expect(status).toBeLessThan(500)
    expect(['INPUT_INVALID', 'NOT_FOUND']).toContain(reason)
    expect(served.errors).toEqual([])
  },
)

/** Without a length: what a client sends that streams. */
function postInChunks(path: string, body: string) {
  return new Promise<{ status: number; reason: string | null }>((resolve, reject) => {
    const headers = { cookie, 'content-type': 'application/json', 'transfer-encoding': 'chunked' }
    const request = httpRequest(`${served.url}/api/trpc/${path}`, { method: 'POST', headers })
    request.on('error', reject)
    request.on('response', (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      response.on('end', () => {
        const told: Told = JSON.parse(text)
        resolve({ status: response.statusCode ?? 0, reason: told.error?.json.data.reason ?? null })
      })
    })
    for (let at = 0; at < body.length; at += 65_536) request.write(body.slice(at, at + 65_536))
    request.end()
  })
}
