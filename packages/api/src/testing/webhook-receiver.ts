import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Deps } from '../deps.ts'
import { storeGatewayEvent, type StoredEvent } from '../wallet/store-gateway-event.ts'

export type WebhookReceiver = {
  /** The given dependencies under this receiver's address. */
  deps: Deps
  /** What became of each delivery, in order. */
  answers: StoredEvent['kind'][]
  close(): void
}

/** What a gateway calls back: stores events as the web's door does. */
export async function startWebhookReceiver(base: Deps): Promise<WebhookReceiver> {
  const answers: StoredEvent['kind'][] = []
  const server = createServer((request, response) => {
    const receive = async () => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      )
      const { kind } = await storeGatewayEvent(base, 'sandbox', {
        body: await text(request),
        headers,
      })
      answers.push(kind)
      response.writeHead(kind === 'refused' ? 400 : 200).end()
    }
    receive().catch(() => response.writeHead(500).end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    deps: { ...base, publicUrl: `http://127.0.0.1:${port}` },
    answers,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
