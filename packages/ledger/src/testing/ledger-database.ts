import { createPool } from '@aetherflow/db/pool'
import { poolSql, type Sql } from '@aetherflow/db/sql'
import { createTestDatabase, type TestDatabase } from '@aetherflow/db/test-database'

export type LedgerDatabase = {
  /** As the role web. */
  web: Sql
  /** As the role worker. */
  worker: Sql
  /** As the owner of the tables: for arranging and for looking, never for the act under test. */
  admin: Sql
  /** Runs any SQL as the owner. */
  run<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>
  /** Moves the database's clock, in whole milliseconds from real time. */
  setClock(offsetMs: number): Promise<void>
  close(): Promise<void>
}

/** With the addresses of its roles, for tests that need connections or processes of their own. */
export type OwnLedgerDatabase = LedgerDatabase & {
  urls: { web: string; worker: string; admin: string }
}

/** A database of its own, reached as web, worker and owner, with two models on offer. */
export async function createLedgerDatabase(): Promise<OwnLedgerDatabase> {
  const database = await createTestDatabase()
  const reached = reachLedger(database)
  await reached.run(
    `INSERT INTO upstreams (id, name, host) VALUES ('stability', 'Stability AI', 'api.stability.ai')`,
  )
  await reached.run(`
    INSERT INTO models (id, upstream_id, name, capability, call_timeout_ms)
    VALUES ('stability:core', 'stability', 'Core', '{}', 60000), ('stability:ultra', 'stability', 'Ultra', '{}', 120000)`)
  await reached.run(`
    INSERT INTO model_prices (model_id, version, cost_e4, source)
    VALUES ('stability:core', 1, 30000, 'test'), ('stability:ultra', 1, 80000, 'test')`)
  return reached
}

/** Reaches a migrated database as web, worker and owner; `close` drops it. */
export function reachLedger(database: TestDatabase): OwnLedgerDatabase {
  const pools = {
    web: createPool(database.webUrl, { applicationName: 'ledger test web' }),
    worker: createPool(database.workerUrl, { applicationName: 'ledger test worker' }),
    admin: createPool(database.migratorUrl, { applicationName: 'ledger test owner' }),
  }
  const admin = poolSql(pools.admin)
  const run = <Row>(text: string, values: readonly unknown[] = []) =>
    admin.query<Row>({ name: '', text }, values)
  return {
    web: poolSql(pools.web),
    worker: poolSql(pools.worker),
    admin,
    run,
    urls: { web: database.webUrl, worker: database.workerUrl, admin: database.migratorUrl },
    setClock: async (offsetMs) => {
      await run('UPDATE test_clock SET offset_ms = $1', [offsetMs])
    },
    close: async () => {
      await Promise.all(Object.values(pools).map((pool) => pool.end()))
      await database.drop()
    },
  }
}
