import { clientSql, type Sql } from '@aetherflow/db/sql'
import pg from 'pg'
import { percentile } from './percentile.ts'

export type Rate = { perSecond: number; p99Ms: number }

export type Lanes = {
  /** Does every item once, each lane one at a time. */
  run<Item>(items: readonly Item[], work: (sql: Sql, item: Item) => Promise<unknown>): Promise<Rate>
  close(): Promise<void>
}

/** So many clients with a connection each, as simple-update has: no pool's queue is measured. */
export async function openLanes(url: string, count: number): Promise<Lanes> {
  const clients = await Promise.all(
    Array.from({ length: count }, async () => {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      return client
    }),
  )
  return {
    async run(items, work) {
      const times: number[] = []
      let next = 0
      const started = performance.now()
      await Promise.all(
        clients.map(async (client) => {
          const sql = clientSql(client)
          for (let item = items[next++]; item !== undefined; item = items[next++]) {
            const at = performance.now()
            await work(sql, item)
            times.push(performance.now() - at)
          }
        }),
      )
      const seconds = (performance.now() - started) / 1_000
      return { perSecond: items.length / seconds, p99Ms: percentile(times, 0.99) }
    },
    async close() {
      await Promise.all(clients.map((client) => client.end()))
    },
  }
}
