import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Deps } from './deps.ts'

export type Metrics = { contentType: string; read(): Promise<string> }

/** This process's figures for Prometheus. No label ever names a user, a key or a prompt. */
export function createMetrics(deps: Pick<Deps, 'pool'>): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const pool = new Gauge({
    name: 'aetherflow_pool_connections',
    help: 'Database connections of the pool',
    labelNames: ['state'],
    registers: [registry],
  })
  return {
    contentType: registry.contentType,
    async read() {
      pool.set({ state: 'idle' }, deps.pool.idleCount)
      pool.set({ state: 'total' }, deps.pool.totalCount)
      pool.set({ state: 'waiting' }, deps.pool.waitingCount)
      return registry.metrics()
    },
  }
}
