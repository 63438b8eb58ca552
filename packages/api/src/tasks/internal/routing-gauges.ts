import type { Sql, Statement } from '@aetherflow/db/sql'
import { Gauge, type Registry } from 'prom-client'

const statement: Statement = {
  name: 'tasks_routing_gauges',
  text: `SELECT model_id AS model, inside::float8, early::float8, late::float8 FROM eta_records ORDER BY model_id LIMIT 500`,
}
type Row = { model: string; inside: number; early: number; late: number }

/** How honest the times are that people are shown: four of five should come inside. */
export function createRoutingGauges(registry: Registry, sql: Sql): { collect(): Promise<void> } {
  const judged = new Gauge({
    name: 'aetherflow_expected_times_judged',
    help: 'Images by whether they came inside the time first shown for them, sooner or later',
    labelNames: ['model', 'result'],
    registers: [registry],
  })
  const share = new Gauge({
    name: 'aetherflow_expected_times_inside_share',
    help: 'Share of images that came inside the time first shown for them',
    labelNames: ['model'],
    registers: [registry],
  })
  return {
    async collect() {
      judged.reset()
      share.reset()
      for (const { model, inside, early, late } of await sql.query<Row>(statement, [])) {
        judged.set({ model, result: 'inside' }, inside)
        judged.set({ model, result: 'early' }, early)
        judged.set({ model, result: 'late' }, late)
        if (inside + early + late > 0) share.set({ model }, inside / (inside + early + late))
      }
    },
  }
}
