import type { Sql, Statement } from '@aetherflow/db/sql'
import type { StatementLine } from '../statement-schemas.ts'
import type { StatementRow } from './statement-rows.ts'

const stillHeld: Statement = {
  name: 'statement_still_held',
  text: `SELECT run_id AS "runId", sum(ceiling)::bigint AS held FROM tasks
         WHERE run_id = ANY($1::uuid[]) AND user_id = $2 AND status IN ('pending', 'processing') GROUP BY run_id`,
}

/** Says of every reservation on a page what of it is still reserved; one question for all of them. */
export async function withStillHeld(
  sql: Sql,
  userId: string,
  rows: StatementRow[],
): Promise<StatementLine[]> {
  const runs = rows.flatMap(({ type, runId }) => (type === 'hold' && runId !== null ? [runId] : []))
  const found =
    runs.length === 0
      ? []
      : await sql.query<{ runId: string; held: bigint }>(stillHeld, [runs, userId])
  const heldOf = new Map(found.map(({ runId, held }) => [runId, held]))
  return rows.map((row) => ({
    ...row,
    stillHeld: row.type === 'hold' ? (heldOf.get(row.runId ?? '') ?? 0n) : 0n,
  }))
}
