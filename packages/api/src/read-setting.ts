import type { Sql, Statement } from '@aetherflow/db/sql'

const newest: Statement = {
  name: 'setting_newest',
  text: `SELECT (value #>> '{}')::bigint AS value FROM settings WHERE key = $1 ORDER BY version DESC LIMIT 1`,
}

/** What holds where an operator's database has no row: the first versions in 80-reference/settings.sql. */
const defaults = {
  /** Hundredths of a credit; above it a second admin has to agree. */
  'approval.limit': 10_000n,
  /** Of all corrections by hand that one admin decides alone on a UTC day. */
  'approval.dailyLimit': 100_000n,
  'dispute.slaHours': 24n,
} as const

/** The newest version of an operator's whole-number setting, as `ledger.setting` reads it. */
export async function readSetting(sql: Sql, key: keyof typeof defaults): Promise<bigint> {
  const [row] = await sql.query<{ value: bigint }>(newest, [key])
  return row?.value ?? defaults[key]
}
