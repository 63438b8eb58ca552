import type { Sql, Statement } from '@aetherflow/db/sql'
import { Gauge, type Registry } from 'prom-client'

const openIncidents: Statement = {
  name: 'payment_incidents_open',
  text: `SELECT gateway, reason AS label, count(*)::int AS count FROM payment_incidents WHERE state = 'open' GROUP BY 1, 2`,
}
const differingDays: Statement = {
  name: 'gateway_statements_differing',
  text: `SELECT gateway, currency AS label, count(*)::int AS count FROM gateway_statements
          WHERE NOT matches AND day >= (clock_now() AT TIME ZONE 'UTC')::date - 7 GROUP BY 1, 2`,
}
// The credits are gone and the gateway has not said for minutes that the money is back.
const waitingRefunds: Statement = {
  name: 'order_refunds_waiting',
  text: `SELECT o.gateway, r.currency AS label, count(*)::int AS count FROM order_refunds r JOIN orders o ON o.id = r.order_id
          WHERE r.state = 'debited' AND r.attempts >= 4 GROUP BY 1, 2`,
}
type Row = { gateway: string; label: string; count: number }

/** What an operator is to be called for: payments that fit nothing, books that differ, refunds that hang. */
export function createPaymentGauges(registry: Registry, sql: Sql): { collect(): Promise<void> } {
  const gauge = (name: string, help: string, label: 'reason' | 'currency') =>
    new Gauge({ name, help, labelNames: ['gateway', label], registers: [registry] })
  const incidents = gauge(
    'aetherflow_payment_incidents_open',
    'Payments that an admin must look at',
    'reason',
  )
  const statements = gauge(
    'aetherflow_gateway_statement_differences',
    'Days of the last week whose books differ from those of the gateway',
    'currency',
  )
  const refunds = gauge(
    'aetherflow_refunds_waiting',
    'Refunds whose credits were taken and which the gateway has not confirmed after four tries',
    'currency',
  )
  const fill = async (into: typeof incidents, label: string, statement: Statement) => {
    const rows = await sql.query<Row>(statement, [])
    into.reset()
    for (const { gateway, label: value, count } of rows)
      into.set({ gateway, [label]: value }, count)
  }
  return {
    async collect() {
      await fill(incidents, 'reason', openIncidents)
      await fill(statements, 'currency', differingDays)
      await fill(refunds, 'currency', waitingRefunds)
    },
  }
}
