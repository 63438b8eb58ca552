import type { IncomingMessage } from 'node:http'
import type { Deps } from '@aetherflow/api/deps'
import { storeGatewayEvent } from '@aetherflow/api/wallet/store-gateway-event'
import type { Door } from './door.ts'

const maxBytes = 64 * 1024

/** `/api/webhooks/<gateway>`: checks, stores, and only then acknowledges in the gateway's own words. */
export function createWebhookDoor(deps: Deps): Door {
  return {
    path: '/api/webhooks',
    async handle(request, response) {
      const answer = (status: number, text: string, contentType = 'text/plain') => {
        response.writeHead(status, { 'content-type': contentType }).end(text)
      }
      const name = (request.url ?? '').split('?', 1)[0]?.split('/')[3] ?? ''
      const gateway = deps.gateways.get(name)
      // A stranger's word is no label: there would be as many as anybody likes.
      const refuse = (status: number, outcome: string) => {
        deps.counters.webhooks.inc({ gateway: gateway?.id ?? 'none', outcome })
        answer(status, 'failure')
      }
      if (request.method !== 'POST') return refuse(405, 'METHOD')
      if (gateway === undefined) return refuse(404, 'UNKNOWN_GATEWAY')
      const body = await readBody(request)
      if (body === null) return refuse(413, 'TOO_LONG')
      const raw = { body, headers: plainHeaders(request) }
      const { kind } = await storeGatewayEvent(deps, gateway.id, raw)
      if (kind === 'refused' || kind === 'unknown-gateway') return answer(400, 'failure')
      const { status, body: text, contentType } = gateway.acknowledgement
      answer(status, text, contentType)
    },
  }
}

function plainHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  )
}

/** Null past the limit; the request stays open, so that the refusal can be read. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk)
    size += bytes.byteLength
    if (size > maxBytes) return null
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}
