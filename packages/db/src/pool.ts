import pg from 'pg'

export type PoolOptions = {
  /** Shown in pg_stat_activity. */
  applicationName: string
  /** About 10 per process gave most of the throughput on two cores; more mostly added tail latency. */
  max?: number
  statementTimeoutMs?: number
  idleInTransactionTimeoutMs?: number
  connectionTimeoutMs?: number
  /** A pooled connection died while idle; the pool replaces it by itself. */
  onIdleError?: (error: Error) => void
}

export function createPool(url: string, options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: options.applicationName,
    max: options.max ?? 10,
    statement_timeout: options.statementTimeoutMs ?? 10_000,
    idle_in_transaction_session_timeout: options.idleInTransactionTimeoutMs ?? 10_000,
    // pg waits for ever by default, which turns a full pool into a silent stop.
    connectionTimeoutMillis: options.connectionTimeoutMs ?? 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
  })
  // Without a listener an idle connection's error would end the process.
  pool.on('error', (error) => options.onIdleError?.(error))
  return pool
}
