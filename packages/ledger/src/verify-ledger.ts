import type { Sql } from '@aetherflow/db/sql'
import { entryInvariants } from './verify/entries.ts'
import { type Invariant, OFFENDERS_SHOWN } from './verify/invariant.ts'
import { originInvariants } from './verify/origins.ts'
import { taskInvariants } from './verify/tasks.ts'

export type InvariantVerdict = {
  /** I1–I16 of ARCHITECTURE.md, or a word for a rule that completes them. */
  id: string
  rule: string
  holds: boolean
  /** Up to five of what breaks it, such as `task 0199…`. */
  offenders: string[]
}

/**
 * Checks every invariant that the database can show (I14 belongs to the chainer, I17 to the property
 * tests, I18 to the gateway's statement). Each reads one snapshot, so it holds under traffic too.
 */
export async function verifyLedger(sql: Sql): Promise<InvariantVerdict[]> {
  const verdicts: InvariantVerdict[] = []
  for (const invariant of invariants) verdicts.push(await check(sql, invariant))
  return verdicts
}

const invariants = [...entryInvariants, ...taskInvariants, ...originInvariants].toSorted(
  (a, b) => place(a.id) - place(b.id),
)

async function check(sql: Sql, { id, rule, text }: Invariant): Promise<InvariantVerdict> {
  const statement = {
    name: `verify_${id}`,
    text: `SELECT v.id FROM (${text}) v LIMIT ${OFFENDERS_SHOWN}`,
  }
  const rows = await sql.query<{ id: string }>(statement, [])
  return { id, rule, holds: rows.length === 0, offenders: rows.map((row) => row.id) }
}

/** I1, I2 … in their order, then the others. */
function place(id: string): number {
  const number = /^I(\d+)$/.exec(id)?.[1]
  return number === undefined ? Number.POSITIVE_INFINITY : Number(number)
}
