import type { Sql, Statement } from '@aetherflow/db/sql'

const newest: Statement = {
  name: 'setting_newest',
  text: `SELECT (value #>> '{}')::bigint AS value FROM settings WHERE key = $1 ORDER BY version DESC LIMIT 1`,
}

/** The newest version of an operator's whole-number setting, as `ledger.setting` reads it. */
export async function readSetting(sql: Sql, key: string, otherwise: bigint): Promise<bigint> {
  const [row] = await sql.query<{ value: bigint }>(newest, [key])
  return row?.value ?? otherwise
}
