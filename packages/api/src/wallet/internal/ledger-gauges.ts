import type { Sql, Statement } from '@aetherflow/db/sql'
import { Gauge, type Registry } from 'prom-client'

// A violation stays one until everything has been checked again and holds.
const statement: Statement = {
  name: 'ledger_gauges',
  text: `
    SELECT (SELECT count(DISTINCT v ->> 'id')::int
              FROM invariant_runs r CROSS JOIN LATERAL jsonb_array_elements(r.verdicts) v
             WHERE NOT r.holds AND NOT (v ->> 'holds')::boolean
               AND r.id > coalesce((SELECT max(h.id) FROM invariant_runs h WHERE h.scope = 'full' AND h.holds), 0)) AS violations,
           (SELECT count(*)::int FROM system_switches WHERE name = 'settlement' AND "on") AS stopped,
           coalesce((SELECT max(number) FROM ledger_chain), 0)::float8 AS head,
           (SELECT extract(epoch FROM clock_now() - max(finished_at))::float8 FROM invariant_runs WHERE scope = 'recent') AS recent,
           (SELECT extract(epoch FROM clock_now() - max(finished_at))::float8 FROM invariant_runs WHERE scope = 'full') AS "full"`,
}
type Row = {
  violations: number
  stopped: number
  head: number
  recent: number | null
  full: number | null
}

/** What an operator is to be called for: broken invariants, a stopped settlement, a checker that rests. */
export function createLedgerGauges(registry: Registry, sql: Sql): { collect(): Promise<void> } {
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] })
  const violations = gauge(
    'aetherflow_invariant_violations',
    'Ledger invariants found broken since the last full check that held',
  )
  const stopped = gauge('aetherflow_settlement_stopped', '1 while settlement is stopped')
  const head = gauge('aetherflow_ledger_chain_head', 'Number of the newest link of the hash chain')
  const age = new Gauge({
    name: 'aetherflow_invariant_check_age_seconds',
    help: 'Time since the last check of the invariants ended',
    labelNames: ['scope'],
    registers: [registry],
  })
  return {
    async collect() {
      const [row] = await sql.query<Row>(statement, [])
      if (row === undefined) return
      violations.set(row.violations)
      stopped.set(row.stopped)
      head.set(row.head)
      if (row.recent !== null) age.set({ scope: 'recent' }, row.recent)
      if (row.full !== null) age.set({ scope: 'full' }, row.full)
    },
  }
}
