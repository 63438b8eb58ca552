import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Deps } from './deps.ts'
import { createRoutingGauges } from './tasks/internal/routing-gauges.ts'
import { createQueueGauges } from './tasks/internal/queue-gauges.ts'
import { createLedgerGauges } from './wallet/internal/ledger-gauges.ts'
import { createPaymentGauges } from './wallet/internal/payment-gauges.ts'

export type Metrics = { contentType: string; read(): Promise<string> }

/** This process's figures for Prometheus. No label ever names a user, a key or a prompt. */
export function createMetrics(deps: Pick<Deps, 'pool' | 'sql' | 'counters' | 'log'>): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const pool = new Gauge({
    name: 'aetherflow_pool_connections',
    help: 'Database connections of the pool',
    labelNames: ['state'],
    registers: [registry],
  })
  const figures = [
    createPaymentGauges(registry, deps.sql),
    createLedgerGauges(registry, deps.sql),
    createRoutingGauges(registry, deps.sql),
    createQueueGauges(registry, deps.sql),
  ]
  return {
    contentType: registry.contentType,
    async read() {
      pool.set({ state: 'idle' }, deps.pool.idleCount)
      pool.set({ state: 'total' }, deps.pool.totalCount)
      pool.set({ state: 'waiting' }, deps.pool.waitingCount)
      // Without a database the process's own figures are still told.
      for (const figure of figures)
        await figure.collect().catch((err: unknown) => deps.log.warn({ err }, 'figures not read'))
      return Registry.merge([registry, deps.counters.registry]).metrics()
    },
  }
}
