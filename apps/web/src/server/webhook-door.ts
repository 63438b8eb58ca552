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
      const gateway = (request.url ?? '').split('?', 1)[0]?.split('/')[3] ?? ''
      const body = request.method === 'POST' ? await readBody(request) : null
      const answer = (status: number, text: string) =>
        response.writeHead(status, { 'content-type': 'text/plain' }).end(text)
      if (body === null) return void answer(400, 'failure')
      const { kind } = await storeGatewayEvent(deps, gateway, {
        body,
        headers: plainHeaders(request),
      })
      if (kind === 'unknown-gateway') return void answer(404, 'failure')
      if (kind === 'refused') return void answer(400, 'failure')
      answer(200, 'success')
    },
  }
}

function plainHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  )
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    size += bytes.byteLength
    if (size > maxBytes) return null
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}
