import type { Sql, Statement } from '@aetherflow/db/sql'
import { Gauge, type Registry } from 'prom-client'

const statement: Statement = {
  name: 'queue_gauges',
  text: `SELECT coalesce((SELECT extract(epoch FROM clock_now() - set_at)::float8 FROM system_switches
             WHERE name = 'old-snapshot' AND "on"), 0) AS snapshot,
           (SELECT count(*)::int FROM attempts WHERE state = 'unknown' AND resolution IS NULL) AS unknown`,
}

/** What an operator is to be called for: a snapshot that keeps dead rows, outcomes that nobody resolves. */
export function createQueueGauges(registry: Registry, sql: Sql): { collect(): Promise<void> } {
  const snapshot = new Gauge({
    name: 'aetherflow_old_snapshot_seconds',
    help: 'How long somebody has kept an old snapshot open; 0 while nobody does',
    registers: [registry],
  })
  const unknown = new Gauge({
    name: 'aetherflow_unknown_outcomes_open',
    help: 'Calls whose outcome nobody knows yet',
    registers: [registry],
  })
  return {
    async collect() {
      const [row] = await sql.query<{ snapshot: number; unknown: number }>(statement, [])
      if (row === undefined) return
      snapshot.set(row.snapshot)
      unknown.set(row.unknown)
    },
  }
}
