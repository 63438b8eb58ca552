import type { Sql, Statement } from '@aetherflow/db/sql'

const read: Statement = { name: 'database_now', text: 'SELECT clock_now() AS now' }

/** The database's time: what other processes compare deadlines with. */
export async function databaseNow(sql: Sql): Promise<Date> {
  const [row] = await sql.query<{ now: Date }>(read, [])
  if (row === undefined) throw new Error('the database did not tell the time')
  return row.now
}
