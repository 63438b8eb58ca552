import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { RawWebhook } from '@aetherflow/integrations/payment/payment-gateway'
import type { Deps } from '../deps.ts'
import { storeGatewayEvent, type StoredEvent } from '../wallet/store-gateway-event.ts'

export type Delivery = { gateway: string; raw: RawWebhook }
export type WebhookReceiver = {
  /** The given dependencies under this receiver's address. */
  deps: Deps
  /** What became of each delivery, in order. */
  answers: StoredEvent['kind'][]
  /** What came and was only kept, because the receiver was told to. */
  kept: Delivery[]
  close(): void
}

/** What a gateway calls back: stores events as the web's door does, or keeps the deliveries for later. */
export async function startWebhookReceiver(
  base: Deps,
  { keep = false }: { keep?: boolean } = {},
): Promise<WebhookReceiver> {
  const answers: StoredEvent['kind'][] = []
  const kept: Delivery[] = []
  const server = createServer((request, response) => {
    const receive = async () => {
      const gateway = base.gateways.get((request.url ?? '').split('/')[3] ?? '')
      if (gateway === undefined) return response.writeHead(404).end()
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      )
      const raw = { body: await text(request), headers }
      const { status, body } = gateway.acknowledgement
      if (keep) {
        kept.push({ gateway: gateway.id, raw })
        return response.writeHead(status).end(body)
      }
      const { kind } = await storeGatewayEvent(base, gateway.id, raw)
      answers.push(kind)
      return kind === 'refused'
        ? response.writeHead(400).end()
        : response.writeHead(status).end(body)
    }
    receive().catch(() => response.writeHead(500).end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    deps: { ...base, publicUrl: `http://127.0.0.1:${port}` },
    answers,
    kept,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
