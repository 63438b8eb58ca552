import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createMetrics } from '@aetherflow/api/create-metrics'
import type { Deps } from '@aetherflow/api/deps'
import { readiness } from '@aetherflow/api/readiness'
import type { LoopWatch } from './loops/watch-loops.ts'
import type { VaultWatch } from './vault/vault-watch.ts'

export type HealthServer = { url: string; close(): Promise<void> }

/**
 * `/live`, `/ready` and `/metrics` on a loopback port of the worker's own. `/live` says no while a loop hangs: whoever
 * supervises the process is to restart it. `/ready` says no while the vault keys in use are not all in its ring, and which.
 */
export async function startHealthServer(
  deps: Deps,
  port: number,
  watch: Pick<LoopWatch, 'stuck'> & Pick<VaultWatch, 'missing'>,
): Promise<HealthServer> {
  const metrics = createMetrics(deps)
  const server = createServer((request, response) => {
    const answer = async () => {
      if (request.url === '/live') {
        const stuck = watch.stuck()
        if (stuck.length === 0) return response.writeHead(200).end('ok')
        return response.writeHead(503).end(`stuck: ${stuck.join(', ')}`)
      }
      if (request.url === '/metrics')
        return response
          .writeHead(200, { 'content-type': metrics.contentType })
          .end(await metrics.read())
      if (request.url !== '/ready') return response.writeHead(404).end()
      const { database, migrations } = await readiness(deps)
      const missing = watch.missing()
      if (missing.length > 0)
        return response.writeHead(503).end(`vault keys missing: ${missing.join(', ')}`)
      return response.writeHead(database === 'ok' && migrations === 'ok' ? 200 : 503).end()
    }
    answer().catch(() => response.writeHead(500).end())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const { port: bound } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
