import type { Sql } from '@aetherflow/db/sql'
import { withTransaction } from '@aetherflow/db/transaction'

type Pool = Parameters<typeof withTransaction>[0]

const patience = {
  name: 'ledger_patience',
  text: `SELECT set_config('statement_timeout', $1, true)`,
}

/** Statements that may take longer than any request may, each in a transaction and a snapshot of its own. */
export function patientSql(pool: Pool, timeoutMs: number): Sql {
  return {
    query: (statement, values) =>
      withTransaction(pool, async (sql) => {
        await sql.query(patience, [`${timeoutMs}ms`])
        return sql.query(statement, values)
      }),
  }
}
