import { signAddress } from '@aetherflow/crypto/signed-address'
import { addCredits, addUser } from '@aetherflow/api/testing/arrange'
import { type TestUser, userCtx } from '@aetherflow/api/testing/contexts'
import { createTestDeps, type TestDeps } from '@aetherflow/api/testing/test-deps'
import { exportStatement } from '@aetherflow/api/wallet/export-statement'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ServedDoors, serveDoors, signedIn } from './testing/serve-doors.ts'

let t: TestDeps
let served: ServedDoors
beforeAll(async () => {
  t = await createTestDeps()
  served = await serveDoors(t)
})
afterAll(async () => {
  served.close()
  await t.close()
})

function addressFor(user: TestUser): string {
  const now = t.clock.now()
  const from = new Date(now.getTime() - 86_400_000)
  const until = new Date(now.getTime() + 86_400_000)
  const asked = { from, until, types: [], locale: 'en' as const }
  return served.url + exportStatement(userCtx(t.deps, user), asked).url
}
const get = (address: string, cookie?: string, method = 'GET') =>
  fetch(address, { method, headers: cookie === undefined ? {} : { cookie } })

async function addLines(user: TestUser, count: number): Promise<void> {
  await t.admin.query(
    `INSERT INTO statement_lines (user_id, transfer_id, type, amount, spendable_delta, held_delta, pending_delta,
       spendable_after, held_after, pending_after, description, created_at)
     SELECT $1, gen_random_uuid(), 'bonus', 1, 1, 0, 0, 1, 0, 0, repeat('x', 100), now() FROM generate_series(1, $2)`,
    [user.id, count],
  )
}

test('gives the owner their file', async () => {
  const user = await addUser(t)
  await addCredits(t, user, 100)
  const { cookie } = await signedIn(t, user)
  const response = await get(addressFor(user), cookie)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.headers.get('content-disposition')).toMatch(
    /^attachment; filename="aetherflow-statement-[0-9-]+-to-[0-9-]+\.csv"$/,
  )
  const bytes = Buffer.from(await response.arrayBuffer())
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  expect(bytes.toString()).toContain(',recharge,Top-up,sandbox,100.00,')
  expect((await (await get(addressFor(user), cookie, 'HEAD')).text()).length).toBe(0)
  expect((await get(addressFor(user), cookie, 'POST')).status).toBe(405)
})

test('finds nothing for anybody else, signed in or not, nor when the address was changed or has run out', async () => {
  const [owner, other] = [await addUser(t), await addUser(t)]
  const [own, foreign] = [await signedIn(t, owner), await signedIn(t, other)]
  const address = addressFor(owner)
  expect((await get(address, own.cookie)).status).toBe(200)
  expect((await get(address)).status).toBe(404)
  expect((await get(address, foreign.cookie)).status).toBe(404)
  expect((await get(address.replace(owner.id, other.id), foreign.cookie)).status).toBe(404)
  expect((await get(address.replace('/all', '/bonus'), own.cookie)).status).toBe(404)
  const path = new URL(address).pathname
  const old = signAddress(t.deps.addressSecret, path, t.clock.now().getTime() - 1)
  expect((await get(served.url + old, own.cookie)).status).toBe(404)
  const odd = signAddress(
    t.deps.addressSecret,
    `/api/exports/odd/${owner.id}`,
    t.clock.now().getTime() + 60_000,
  )
  expect((await get(served.url + odd, own.cookie)).status).toBe(404)
  await t.admin.query('UPDATE sessions SET revoked_at = now() WHERE id = $1', [own.sessionId])
  expect((await get(address, own.cookie)).status).toBe(404)
})

test('sends one file per user at a time, and the next when the first was taken or dropped', async () => {
  const user = await addUser(t)
  // More than the sockets between us hold, so that the first file waits for its reader.
  await addLines(user, 60_000)
  const { cookie } = await signedIn(t, user)
  const stop = new AbortController()
  const first = await fetch(addressFor(user), { headers: { cookie }, signal: stop.signal })
  const second = await get(addressFor(user), cookie)
  expect([second.status, second.headers.get('retry-after')]).toEqual([429, '10'])
  stop.abort()
  await first.text().catch(() => '')
  let third = await get(addressFor(user), cookie)
  while (third.status === 429) third = await get(addressFor(user), cookie)
  expect((await third.text()).split('\r\n')).toHaveLength(60_002)
  expect(served.errors).toEqual([])
})
