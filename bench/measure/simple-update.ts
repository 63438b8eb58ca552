import { randomInt } from 'node:crypto'
import pg from 'pg'

const accounts = 500_000
const perTeller = 10_000

export type SimpleUpdate = {
  /** Transactions per second of so many clients, each with its own connection. */
  rate(clients: number, forMs?: number): Promise<number>
  close(): Promise<void>
}

/** pgbench's tables (accounts and history), filled and vacuumed once for all measurements of a run. */
export async function openSimpleUpdate(url: string): Promise<SimpleUpdate> {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  await prepare(admin)
  return {
    rate: (clients, forMs = 5_000) => rateOf(url, clients, forMs),
    async close() {
      await admin.query('DROP TABLE bench_accounts, bench_history')
      await admin.end()
    },
  }
}

async function prepare(admin: pg.Client): Promise<void> {
  await admin.query(
    `CREATE TABLE bench_accounts (aid integer PRIMARY KEY, bid integer, abalance integer, filler char(84))`,
  )
  await admin.query(
    `CREATE TABLE bench_history (tid integer, bid integer, aid integer, delta integer, mtime timestamp, filler char(22))`,
  )
  await admin.query(
    `INSERT INTO bench_accounts SELECT i, 1 + i / 100000, 0, '' FROM generate_series(1, $1::integer) i`,
    [accounts],
  )
  await admin.query('VACUUM ANALYZE bench_accounts')
}

/** One "simple update" of pgbench (-N): five statements, five round trips. */
async function simpleUpdate(client: pg.Client): Promise<void> {
  const aid = randomInt(1, accounts + 1)
  const delta = randomInt(-5_000, 5_001)
  await client.query('BEGIN')
  await client.query({
    name: 'su_update',
    text: 'UPDATE bench_accounts SET abalance = abalance + $1 WHERE aid = $2',
    values: [delta, aid],
  })
  await client.query({
    name: 'su_select',
    text: 'SELECT abalance FROM bench_accounts WHERE aid = $1',
    values: [aid],
  })
  await client.query({
    name: 'su_insert',
    text: `INSERT INTO bench_history (tid, bid, aid, delta, mtime) VALUES ($1, $2, $3, $4, CURRENT_TIMESTAMP)`,
    values: [1 + (aid % perTeller), 1, aid, delta],
  })
  await client.query('END')
}

async function rateOf(url: string, count: number, forMs: number): Promise<number> {
  const clients = await Promise.all(
    Array.from({ length: count }, async () => {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      return client
    }),
  )
  const started = performance.now()
  const done = await Promise.all(
    clients.map(async (client) => {
      let transactions = 0
      while (performance.now() - started < forMs) {
        await simpleUpdate(client)
        transactions += 1
      }
      return transactions
    }),
  )
  const seconds = (performance.now() - started) / 1_000
  await Promise.all(clients.map((client) => client.end()))
  return done.reduce((sum, transactions) => sum + transactions, 0) / seconds
}
