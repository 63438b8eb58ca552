import { Counter, Registry } from 'prom-client'

/** What this process counts as it happens; `createMetrics` shows it. No label ever names a user, a key or a prompt. */
export type Counters = {
  registry: Registry
  /** Deliveries at the webhook door. `outcome`: stored, repeated, or why it was refused. */
  webhooks: Counter<'gateway' | 'outcome'>
  /** Gateway events that the worker followed up, by what came of them. */
  gatewayEvents: Counter<'gateway' | 'outcome'>
}

/** One set per process: it belongs into `Deps`. */
export function createCounters(): Counters {
  const registry = new Registry()
  const registers = [registry]
  const labelNames = ['gateway', 'outcome'] as const
  return {
    registry,
    webhooks: new Counter({
      name: 'aetherflow_webhooks_total',
      help: 'Webhook deliveries by gateway and what became of them',
      labelNames,
      registers,
    }),
    gatewayEvents: new Counter({
      name: 'aetherflow_gateway_events_total',
      help: 'Gateway events followed up, by gateway and outcome',
      labelNames,
      registers,
    }),
  }
}
