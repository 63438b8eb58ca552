import { randomUUID } from 'node:crypto'
import { userCtx, type TestUser } from '@aetherflow/api/testing/contexts'
import { startTopUp } from '@aetherflow/api/wallet/start-top-up'
import type { OrderView } from '@aetherflow/api/wallet/schemas'
import type { World } from '../../processes/open-world.ts'

export type GatewayId = 'sandbox' | 'alipay' | 'stripe'

/** An order whose page the buyer has opened; 100 credits. */
export async function openOrder(
  world: World,
  buyer: TestUser,
  gateway: GatewayId,
): Promise<OrderView> {
  const order = await startTopUp(userCtx(world.deps, buyer), {
    clientId: randomUUID(),
    packCode: 'starter',
    currency: gateway === 'alipay' ? 'CNY' : 'USD',
    gateway,
    device: 'desktop',
  })
  // At some gateways nothing exists before the page is opened.
  if (order.redirectUrl !== null) await (await fetch(order.redirectUrl)).text()
  return order
}

async function control(world: World, verb: string, content: unknown): Promise<void> {
  const answer = await fetch(`${world.simulatorUrl}/control/${verb}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(content),
  })
  if (!answer.ok) throw new Error(`${verb}: ${await answer.text()}`)
}

/** The buyer pays. */
export const pay = (world: World, { id }: OrderView): Promise<void> =>
  control(world, 'payments', { orderId: id, outcome: 'paid' })

/** The gateway tells of the payment once more. */
export const redeliver = (world: World, { id }: OrderView): Promise<void> =>
  control(world, 'payments', { orderId: id, outcome: 'redeliver' })

/** The buyer's bank takes the payment back, or has decided about that. */
export const dispute = (
  world: World,
  { id }: OrderView,
  verdict: 'open' | 'won' | 'lost',
): Promise<void> => control(world, 'disputes', { orderId: id, verdict })

export type Habits = { copies: number; delayMs: number; shuffle: boolean }

/** How webhooks come from now on; 0 copies: never. */
export const deliver = (world: World, habits: Partial<Habits>): Promise<void> =>
  control(world, 'callbacks', habits)

/** What became of orders, by id. */
export async function statusOf(world: World, orders: OrderView[]): Promise<string[]> {
  const { rows } = await world.admin.query<{ id: string; status: string }>(
    'SELECT id, status::text AS status FROM orders WHERE id = ANY ($1::uuid[])',
    [orders.map(({ id }) => id)],
  )
  return orders.map((order) => rows.find(({ id }) => id === order.id)?.status ?? 'gone')
}

/** How often each order was credited, from the transfers themselves. */
export async function creditsOf(world: World, orders: OrderView[]): Promise<number[]> {
  const { rows } = await world.admin.query<{ key: string }>(
    `SELECT business_key AS key FROM transfers WHERE kind = 'top_up' AND business_key = ANY ($1::text[])`,
    [orders.map(({ id }) => `top_up:${id}`)],
  )
  return orders.map(({ id }) => rows.filter(({ key }) => key === `top_up:${id}`).length)
}
