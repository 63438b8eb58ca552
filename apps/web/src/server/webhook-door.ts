import type { IncomingMessage } from 'node:http'
import type { Deps } from '@aetherflow/api/deps'
import { storeGatewayEvent } from '@aetherflow/api/wallet/store-gateway-event'
import type { Door } from './door.ts'

const maxBytes = 64 * 1024

/** `/api/webhooks/<gateway>`: checks, stores, and only then acknowledges. */
export function createWebhookDoor(deps: Deps): Door {
  return {
    path: '/api/webhooks',
    async handle(request, response) {
      const answer = (status: number, text: string) => {
        response.writeHead(status, { 'content-type': 'text/plain' }).end(text)
      }
      if (request.method !== 'POST') return answer(405, 'failure')
      const gateway = (request.url ?? '').split('?', 1)[0]?.split('/')[3] ?? ''
      if (!deps.gateways.has(gateway)) return answer(404, 'failure')
      const body = await readBody(request)
      if (body === null) return answer(413, 'failure')
      const { kind } = await storeGatewayEvent(deps, gateway, {
        body,
        headers: plainHeaders(request),
      })
      if (kind === 'refused' || kind === 'unknown-gateway') return answer(400, 'failure')
      answer(200, 'success')
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
