import type pg from 'pg'

/** Every row of every table as text, with the name of its table; bytes appear as hex. */
export async function dumpDatabase(admin: pg.Pool): Promise<{ table: string; text: string }[]> {
  const { rows } = await admin.query<{ table: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS table FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  )
  return Promise.all(
    rows.map(async ({ table }) => {
      const dump = await admin.query<{ text: string }>(`SELECT t::text AS text FROM ${table} t`)
      return { table, text: dump.rows.map(({ text }) => text).join('\n') }
    }),
  )
}
