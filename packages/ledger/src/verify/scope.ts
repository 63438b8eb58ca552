import type { Sql } from '@aetherflow/db/sql'

/** What some transfers touched: the rows that could have broken a rule since they were last looked at. */
export type Touched = {
  transfers: string[]
  accounts: string[]
  users: string[]
  tasks: string[]
  runs: string[]
  orders: string[]
}

/** Conditions that keep a rule to what was touched; always true in a full check. */
export type Within = Record<keyof Touched, (column: string) => string> & { full: boolean }

const anything = () => 'true'
export const everything: Within = {
  full: true,
  transfers: anything,
  accounts: anything,
  users: anything,
  tasks: anything,
  runs: anything,
  orders: anything,
}

const among = (place: number, type: string) => (column: string) =>
  `${column} = ANY ($${place}::${type}[])`
export const touchedOnly: Within = {
  full: false,
  transfers: among(1, 'uuid'),
  accounts: among(2, 'bigint'),
  users: among(3, 'uuid'),
  tasks: among(4, 'uuid'),
  runs: among(5, 'uuid'),
  orders: among(6, 'uuid'),
}

/** Gives the parameters a type in statements that do not use all of them. */
export const touchedParameters =
  'WITH given AS (SELECT $1::uuid[], $2::bigint[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[]) '
export const touchedValues = (touched: Touched): string[][] => [
  touched.transfers,
  touched.accounts,
  touched.users,
  touched.tasks,
  touched.runs,
  touched.orders,
]

// Entries and lines are found from their transfer, so that only what is new is read.
const statement = {
  name: 'verify_touched',
  text: `
    WITH t AS MATERIALIZED (
      SELECT id FROM transfers WHERE xid >= $1::xid8 AND xid < $2::xid8
    ), a AS MATERIALIZED (
      SELECT DISTINCT e.account_id AS id FROM t
       CROSS JOIN LATERAL (SELECT account_id FROM entries WHERE transfer_id = t.id OFFSET 0) e
    ), l AS MATERIALIZED (
      SELECT l.* FROM t
       CROSS JOIN LATERAL (SELECT task_id, run_id, order_id FROM statement_lines WHERE transfer_id = t.id OFFSET 0) l
    )
    SELECT ARRAY(SELECT id FROM t) AS transfers,
           ARRAY(SELECT id::text FROM a) AS accounts,
           ARRAY(SELECT DISTINCT c.user_id FROM a JOIN accounts c ON c.id = a.id WHERE c.user_id IS NOT NULL) AS users,
           ARRAY(SELECT task_id FROM l WHERE task_id IS NOT NULL
                 UNION SELECT k.id FROM tasks k WHERE k.run_id IN (SELECT run_id FROM l)) AS tasks,
           ARRAY(SELECT DISTINCT run_id FROM l WHERE run_id IS NOT NULL) AS runs,
           ARRAY(SELECT DISTINCT order_id FROM l WHERE order_id IS NOT NULL) AS orders`,
}

/** What the transfers of the transactions [from, to) touched. */
export async function readTouched(sql: Sql, range: { from: string; to: string }): Promise<Touched> {
  const [row] = await sql.query<Touched>(statement, [range.from, range.to])
  if (row === undefined) throw new Error('verify_touched answered nothing')
  return row
}
