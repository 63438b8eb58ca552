import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { UserCtx } from '../context.ts'
import type { OrderView, StartTopUp } from '../wallet/schemas.ts'
import { startTopUp } from '../wallet/start-top-up.ts'

export function topUpInput(differing: Partial<StartTopUp> = {}): StartTopUp {
  return {
    clientId: randomUUID(),
    packCode: 'starter',
    currency: 'USD',
    gateway: 'sandbox',
    device: 'desktop',
    ...differing,
  }
}

export function orderPack(ctx: UserCtx, differing: Partial<StartTopUp> = {}): Promise<OrderView> {
  return startTopUp(ctx, topUpInput(differing))
}

/** What a buyer does on the gateway's page: opens it and presses a button of its form. */
export async function pressButton(
  order: OrderView,
  button: 'pay' | 'cancel' | 'expire',
): Promise<Response> {
  if (order.redirectUrl === null) throw new Error('the order has no page to pay on')
  const page = await (await fetch(order.redirectUrl)).text()
  const token = /name="token" value="([^"]+)"/.exec(page)?.[1] ?? ''
  const body = new URLSearchParams({ token, button })
  return fetch(order.redirectUrl, { method: 'POST', body, redirect: 'manual' })
}

/** Waits for something that another party does on its own time. */
export async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await done())) await pause(10)
}
