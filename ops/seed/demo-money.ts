import { setTimeout as sleep } from 'node:timers/promises'
import { demoId } from './demo-id.ts'
import type { DemoCaller } from './demo-people.ts'
import type { topUps } from './demo-scene.ts'

type TopUp = (typeof topUps)[number]

const CREDITED_WITHIN_MS = 20_000

/** Buys a pack as a person would: opens the gateway's page, pays there, and waits for the credits. */
export async function buyCredits(
  consumer: DemoCaller,
  { name, ...wanted }: TopUp,
  simulatorUrl: string,
): Promise<void> {
  const order = await consumer.wallet.startTopUp({ clientId: demoId(name), ...wanted })
  if (order.status === 'pending') {
    // At some gateways there is nothing to pay before the page was opened.
    if (order.redirectUrl !== null) await (await fetch(order.redirectUrl)).text()
    await fetch(`${simulatorUrl}/control/payments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ orderId: order.id, outcome: 'paid' }),
    })
    await consumer.wallet.checkOrder({ orderId: order.id })
  }
  for (let waitedMs = 0; waitedMs < CREDITED_WITHIN_MS; waitedMs += 200) {
    const { status } = await consumer.wallet.order({ orderId: order.id })
    if (status === 'credited') return
    await sleep(200)
  }
  throw new Error(`the demo's ${wanted.gateway} top-up was not credited in time`)
}
