import type { RawWebhook } from '../payment/payment-gateway.ts'
import type { SeenRequest } from './odd-http-server.ts'
import { oddHttpServer } from './odd-http-server.ts'

export type WebhookInbox = {
  url: string
  /** Takes the first unread webhook that fits, waiting for it. */
  heard(fits: (raw: RawWebhook) => boolean): Promise<RawWebhook>
  [Symbol.asyncDispose](): Promise<void>
}

/** A shop that acknowledges every webhook and keeps it until a test reads it. */
export async function webhookInbox(acknowledgement: string): Promise<WebhookInbox> {
  const unread: RawWebhook[] = []
  let arrived: () => void = () => {}
  const server = await oddHttpServer((response, request) => {
    response.end(acknowledgement)
    unread.push(rawWebhook(request))
    arrived()
  })
  return {
    url: server.url,
    async heard(fits) {
      for (;;) {
        const index = unread.findIndex(fits)
        const [found] = index < 0 ? [] : unread.splice(index, 1)
        if (found !== undefined) return found
        // Waits for the next one; the test's own time limit ends it.
        await new Promise<void>((resolve) => {
          arrived = resolve
        })
      }
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

function rawWebhook(request: SeenRequest): RawWebhook {
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)])
  return { body: request.body.toString(), headers: Object.fromEntries(headers) }
}
