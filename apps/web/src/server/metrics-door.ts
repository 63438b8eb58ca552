import { timingSafeEqual } from 'node:crypto'
import type { Deps } from '@aetherflow/api/deps'
import { createMetrics } from '@aetherflow/api/create-metrics'
import type { Door } from './door.ts'

/** `/api/metrics` for Prometheus: open on a demo's loopback, behind a bearer token elsewhere, closed without one. */
export function createMetricsDoor(deps: Deps, token: string | undefined): Door {
  const metrics = createMetrics(deps)
  return {
    path: '/api/metrics',
    async handle(request, response) {
      const open = deps.mode !== 'production' || matches(request.headers.authorization, token)
      if (!open) return void response.writeHead(404).end()
      response
        .writeHead(200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' })
        .end(await metrics.read())
    },
  }
}

function matches(header: string | undefined, token: string | undefined): boolean {
  if (header === undefined || token === undefined) return false
  const [given, expected] = [Buffer.from(header), Buffer.from(`Bearer ${token}`)]
  return given.length === expected.length && timingSafeEqual(given, expected)
}
