import type { Sql } from '@aetherflow/db/sql'
import { deskInvariants } from './verify/desk.ts'
import { entryInvariants } from './verify/entries.ts'
import { type Invariant, OFFENDERS_SHOWN } from './verify/invariant.ts'
import { originInvariants } from './verify/origins.ts'
import { reversalInvariants } from './verify/reversals.ts'
import {
  everything,
  readTouched,
  type Touched,
  touchedOnly,
  touchedParameters,
  touchedValues,
} from './verify/scope.ts'
import { derivedInvariants } from './verify/statements.ts'
import { taskInvariants } from './verify/tasks.ts'
import { type ChainRange, verifyChain } from './verify-chain.ts'

export type InvariantVerdict = {
  /** I1–I18 of ARCHITECTURE.md, or a word for a rule that completes them. */
  id: string
  rule: string
  holds: boolean
  /** Up to five of what breaks it, such as `task 0199…`. */
  offenders: string[]
}

/** The transactions whose traces are checked: transfers in [from, to), links in the chain's own range. */
export type RecentScope = { from: string; to: string; chain: ChainRange }

/**
 * Checks every invariant that data can show: all of it, or what the transfers of some transactions
 * touched. Each rule reads one snapshot, so it holds under traffic too. I17 (any interleaving ends alike)
 * has no trace in data: it is shown by interleaving.property.test.ts.
 */
export async function verifyLedger(sql: Sql, scope?: RecentScope): Promise<InvariantVerdict[]> {
  const touched = scope === undefined ? null : await readTouched(sql, scope)
  const verdicts: InvariantVerdict[] = []
  for (const invariant of invariants)
    verdicts.push(
      invariant === chained
        ? toVerdict(invariant, await verifyChain(sql, scope?.chain ?? 'all'))
        : await check(sql, invariant, touched),
    )
  return verdicts
}

const chained = {
  id: 'I14',
  rule: 'the hash chain fits every transfer that it numbers, and numbers every one without a gap',
}

const invariants = [
  ...entryInvariants,
  ...taskInvariants,
  ...originInvariants,
  ...reversalInvariants,
  ...derivedInvariants,
  ...deskInvariants,
  chained,
].toSorted((a, b) => place(a.id) - place(b.id))

async function check(
  sql: Sql,
  invariant: Invariant | typeof chained,
  touched: Touched | null,
): Promise<InvariantVerdict> {
  if (!('text' in invariant)) throw new Error(`${invariant.id} has no statement`)
  const { id, text } = invariant
  const limited = (body: string) => `SELECT v.id FROM (${body}) v LIMIT ${OFFENDERS_SHOWN}`
  const rows =
    touched === null
      ? await sql.query<{ id: string }>(
          { name: `verify_${id}`, text: limited(text(everything)) },
          [],
        )
      : await sql.query<{ id: string }>(
          { name: `verify_recent_${id}`, text: touchedParameters + limited(text(touchedOnly)) },
          touchedValues(touched),
        )
  return toVerdict(
    invariant,
    rows.map((row) => row.id),
  )
}

const toVerdict = (
  { id, rule }: { id: string; rule: string },
  offenders: string[],
): InvariantVerdict => ({ id, rule, holds: offenders.length === 0, offenders })

/** I1, I2 … in their order, then the others. */
function place(id: string): number {
  const number = /^I(\d+)$/.exec(id)?.[1]
  return number === undefined ? Number.POSITIVE_INFINITY : Number(number)
}
