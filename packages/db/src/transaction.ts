import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { clientSql, type Sql } from './sql.ts'

const SERIALIZATION_FAILURE = '40001'
const DEADLOCK_DETECTED = '40P01'
const FIRST_PAUSE_MS = 5

export type TransactionOptions = {
  isolation?: 'read committed' | 'repeatable read' | 'serializable'
  /** How often a transaction that lost a conflict is tried in all. */
  attempts?: number
}

/**
 * Runs `work` in one transaction and commits what it did; any error rolls back. A deadlock or a
 * serialization failure runs `work` again from the start, so it must have no effect outside.
 */
export async function withTransaction<T>(
  pool: pg.Pool,
  work: (sql: Sql) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  const attempts = options.attempts ?? 4
  for (let attempt = 1; ; attempt++) {
    try {
      return await runOnce(pool, work, options.isolation ?? 'read committed')
    } catch (error) {
      if (attempt >= attempts || !isConflict(error)) throw error
      // Random, so that two transactions that met do not meet again in step.
      await sleep(Math.random() * FIRST_PAUSE_MS * 2 ** attempt)
    }
  }
}

async function runOnce<T>(
  pool: pg.Pool,
  work: (sql: Sql) => Promise<T>,
  isolation: string,
): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query(`BEGIN ISOLATION LEVEL ${isolation}`)
    const result = await work(clientSql(client))
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch((cause: unknown) => {
      broken = new Error('rollback failed', { cause })
    })
    throw error
  } finally {
    // A connection whose state is unknown is closed, not given to the next caller.
    client.release(broken)
  }
}

function isConflict(error: unknown): boolean {
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  return code === SERIALIZATION_FAILURE || code === DEADLOCK_DETECTED
}
