import pg from 'pg'

export type PoolOptions = {
  /** Shown in pg_stat_activity. */
  applicationName: string
  /** About 10 per process gave most of the throughput on two cores; more mostly added tail latency. */
  max?: number
  statementTimeoutMs?: number
  idleInTransactionTimeoutMs?: number
  connectionTimeoutMs?: number
  /** A connection died; the pool replaces it by itself, and a query under way fails with its own error. */
  onConnectionError?: (error: Error) => void
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
  const onError = (error: Error): void => options.onConnectionError?.(error)
  // Unheard, either event would end the process: the pool speaks for its idle connections, the
  // connection for itself while somebody has it.
  pool.on('error', onError)
  pool.on('connect', (client) => client.on('error', onError))
  return pool
}
