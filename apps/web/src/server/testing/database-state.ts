import type pg from 'pg'

/**
 * Every table's number of rows and a hash of their content, so that "nothing changed" can be shown of all
 * tables. Counters of limits are left out: being counted is what should happen to a hostile call.
 */
export async function databaseState(admin: pg.Pool): Promise<Record<string, string>> {
  const { rows: tables } = await admin.query<{ name: string }>(
    `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'rate_limits' ORDER BY 1`,
  )
  const state: Record<string, string> = {}
  for (const { name } of tables) {
    const { rows } = await admin.query<{ state: string }>(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, ',' ORDER BY t::text)), '') AS state FROM ${name} t`,
    )
    state[name] = rows[0]?.state ?? ''
  }
  return state
}
