import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createDeps } from '@aetherflow/web/server/create-deps'
import { createTrpcDoor } from '@aetherflow/web/server/trpc-door'
import { createWebhookDoor } from '@aetherflow/web/server/webhook-door'
import { readWebEnvironment } from '@aetherflow/web/server/web-environment'

// A web process without its pages: the doors that the real server opens past Next.
const env = readWebEnvironment(process.env)
const { deps, close } = createDeps(env)
const procedures = createTrpcDoor({ deps, secret: env.NEXTAUTH_SECRET, trustedProxyHops: 0 })
const webhooks = createWebhookDoor(deps)
const server = createServer((request, response) => {
  const door = (request.url ?? '').startsWith(webhooks.path) ? webhooks : procedures
  Promise.resolve(door.handle(request, response)).catch((error: unknown) => {
    deps.log.error({ err: error }, 'request failed')
    response.writeHead(500).end()
  })
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address() as AddressInfo
console.log(JSON.stringify({ ready: true, url: `http://127.0.0.1:${port}` }))
process.once('SIGTERM', () => {
  server.closeAllConnections()
  server.close()
  close().then(
    () => process.exit(0),
    () => process.exit(1),
  )
})
