import type { Sql, Statement } from '@aetherflow/db/sql'

const lock: Statement = {
  name: 'lock_for_user',
  text: `SELECT pg_advisory_xact_lock(hashtextextended($1 || ' ' || $2, 0))::text`,
}

/** Lets transactions of one user that count and then add one of `what` run one after the other. */
export async function lockForUser(sql: Sql, what: string, userId: string): Promise<void> {
  await sql.query(lock, [what, userId])
}
