import { addUser } from '@aetherflow/api/testing/arrange'
import { orderPack, pressButton, until } from '@aetherflow/api/testing/buyer'
import { userCtx } from '@aetherflow/api/testing/contexts'
import { createTestDeps, type TestDeps } from '@aetherflow/api/testing/test-deps'
import { startWebhookReceiver } from '@aetherflow/api/testing/webhook-receiver'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { databaseState } from './testing/database-state.ts'
import { serveDoors, type ServedDoors } from './testing/serve-doors.ts'

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

const send = (path: string, init: RequestInit = {}) =>
  fetch(`${served.url}/api/webhooks/${path}`, { method: 'POST', body: '{}', ...init })

test('stores what the gateway sends after a payment, wakes the worker, and credits nothing itself', async () => {
  let woken = 0
  const stop = served.deps.wake.on('gateway-events', () => (woken += 1))
  const user = await addUser(t)
  await pressButton(await orderPack(userCtx(served.deps, user)), 'pay')
  await until(() => woken > 0)
  stop()
  const { rows } = await t.admin.query('SELECT kind, processed_at FROM gateway_events')
  expect(rows).toEqual([{ kind: 'paid', processed_at: null }])
  const lines = await t.admin.query('SELECT FROM statement_lines WHERE user_id = $1', [user.id])
  expect(lines.rows).toEqual([])
})

test('refuses what nobody signed, a gateway it does not have, other methods and long bodies', async () => {
  const before = await databaseState(t.admin)
  expect((await send('sandbox')).status).toBe(400)
  const forged = {
    'x-sandbox-signature': `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}`,
  }
  expect((await send('sandbox', { headers: forged })).status).toBe(400)
  for (const path of ['alipay', 'stripe']) expect((await send(path)).status, path).toBe(400)
  for (const path of ['wechat', 'nobody', '', '__proto__', 'sandbox%00'])
    expect((await send(path)).status, path).toBe(404)
  expect((await fetch(`${served.url}/api/webhooks/sandbox`)).status).toBe(405)
  const long = await send('sandbox', { body: 'x'.repeat(10 * 1024 * 1024) })
  expect([long.status, await long.text()]).toEqual([413, 'failure'])
  expect(await databaseState(t.admin)).toEqual(before)
  expect(served.errors).toEqual([])
})

test.each(['sandbox', 'alipay', 'stripe'] as const)(
  'acknowledges in the words that %s waits for, also what it has already',
  async (id) => {
    const receiver = await startWebhookReceiver(t.deps, { keep: true })
    const ctx = userCtx(receiver.deps, await addUser(t))
    const order = await orderPack(ctx, { gateway: id, currency: 'CNY' })
    await (await fetch(order.redirectUrl ?? '')).text()
    t.simulator.settlePayment(order.id, 'paid')
    await until(() => receiver.kept.length > 0)
    receiver.close()
    const raw = receiver.kept[0]?.raw ?? { body: '', headers: {} }
    const kept = ['content-type', 'stripe-signature', 'x-sandbox-signature']
    const headers = Object.entries(raw.headers).filter(([name]) => kept.includes(name))
    const { status, contentType, body } = acknowledgementOf(id)
    for (const delivery of ['first', 'repeated']) {
      const answer = await send(id, { body: raw.body, headers: Object.fromEntries(headers) })
      const said = [answer.status, answer.headers.get('content-type'), await answer.text()]
      expect([delivery, ...said]).toEqual([delivery, status, contentType, body])
    }
    const { rows } = await t.admin.query('SELECT FROM gateway_events WHERE order_id = $1', [
      order.id,
    ])
    expect(rows).toHaveLength(1)
  },
)

test('acknowledges nothing that it could not store', async () => {
  const sql = { query: () => Promise.reject(new Error('no database')) }
  const broken = await serveDoors({ ...t, deps: { ...t.deps, sql } })
  const receiver = await startWebhookReceiver(t.deps, { keep: true })
  const order = await orderPack(userCtx(receiver.deps, await addUser(t)))
  t.simulator.settlePayment(order.id, 'paid')
  await until(() => receiver.kept.length > 0)
  receiver.close()
  const { body, headers } = receiver.kept[0]?.raw ?? { body: '', headers: {} }
  const signature = headers['x-sandbox-signature'] ?? ''
  const answer = await fetch(`${broken.url}/api/webhooks/sandbox`, {
    method: 'POST',
    body,
    headers: { 'x-sandbox-signature': signature },
  })
  expect([answer.status, await answer.text()]).toEqual([
    500,
    expect.not.stringContaining('success'),
  ])
  broken.close()
})

function acknowledgementOf(id: string) {
  const gateway = t.deps.gateways.get(id)
  if (gateway === undefined) throw new Error('no gateway')
  return gateway.acknowledgement
}
