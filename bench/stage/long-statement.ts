import { mkdtempSync, chmodSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'

export type LongStatement = {
  /** Of the person whose statement is read. */
  lines: number
  entries: number
}

/**
 * `entries` entries in transfers of two, and a statement line for each transfer: every second one is
 * the reader's, the others are spread over `others`. Written with the server's own COPY, which needs its
 * superuser; the guards are put back before anything is read.
 */
export async function seedLongStatement(
  superuserUrl: string,
  { reader, others, entries }: { reader: string; others: readonly string[]; entries: number },
): Promise<LongStatement> {
  const folder = mkdtempSync(path.join(tmpdir(), 'aetherflow-seed-'))
  // The server writes and reads here, and it is another user.
  chmodSync(folder, 0o777)
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  const transfers = Math.floor(entries / 2)
  try {
    await client.query(
      `CREATE TEMP TABLE seed AS
       SELECT n, uuidv7() AS id, CASE WHEN n % 2 = 0 THEN $1::uuid ELSE ($2::uuid[])[1 + n % cardinality($2)] END AS user_id,
         (n + 1) / 2 AS seq
       FROM generate_series(1, $3::bigint) n`,
      [reader, others, transfers],
    )
    for (const [table, columns, rows] of tables) {
      const file = path.join(folder, table)
      await client.query(`COPY (${rows}) TO '${file}'`)
      await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
      await client.query(`COPY ${table} (${columns}) FROM '${file}'`)
      await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
      rmSync(file)
    }
    await client.query('VACUUM ANALYZE transfers, entries, statement_lines')
  } finally {
    await client.end()
    rmSync(folder, { recursive: true, force: true })
  }
  return { lines: Math.floor(transfers / 2), entries: transfers * 2 }
}

// A hold, forth and back in turn, so that no balance grows.
const sign = `CASE WHEN s.seq % 2 = 0 THEN 1 ELSE -1 END`
const stamp = `now() - (${'(SELECT count(*) FROM seed)'} - s.n) * interval '1 second'`
const tables = [
  [
    'transfers',
    'id, kind, business_key, content_hash, actor_kind, created_at',
    `SELECT s.id, 'hold', 'hold:seed-' || s.n, sha256(s.id::text::bytea), 'system', ${stamp} FROM seed s`,
  ],
  [
    'entries',
    'transfer_id, account_id, amount, seq, balance_after',
    `SELECT s.id, a.id, ${sign} * CASE a.kind WHEN 'held' THEN -300 ELSE 300 END, 1000000 + s.n, 0
     FROM seed s JOIN accounts a ON a.user_id = s.user_id AND a.kind IN ('available', 'held')`,
  ],
  [
    'statement_lines',
    `user_id, transfer_id, type, amount, spendable_delta, held_delta, pending_delta, spendable_after, held_after,
     pending_after, run_id, description, created_at`,
    `SELECT s.user_id, s.id, CASE WHEN s.seq % 2 = 0 THEN 'release' ELSE 'hold' END, ${sign} * 300, ${sign} * 300, ${sign} * -300, 0,
       0, 0, 0, s.id, 'stability:core', ${stamp} FROM seed s ORDER BY s.n`,
  ],
] as const
