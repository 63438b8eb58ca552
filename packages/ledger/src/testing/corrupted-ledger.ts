import { chain } from '../chain.ts'
import { grantBonus } from '../grant-bonus.ts'
import { mature } from '../mature.ts'
import { rollUp } from '../roll-up.ts'
import { settle } from '../settle.ts'
import {
  addAttempt,
  addResource,
  addRun,
  addUser,
  credits,
  delivered,
  richUser,
} from './arrange.ts'
import type { LedgerDatabase } from './ledger-database.ts'
import { payLoss } from './pay-loss.ts'
import { untilFinal } from './until-final.ts'

export type CorruptedLedger = {
  user: string
  provider: string
  /** Task ids; `settled` by `attempt`, and `open` in `run`. */
  settled: string
  matured: string
  failed: string
  open: string
  attempt: string
  run: string
}

const HOUR_MS = 3_600_000

/** One of everything: a grant, a top-up, a matured and an open settlement, a release, an open hold, a loss. */
export async function arrangeLedger(db: LedgerDatabase): Promise<CorruptedLedger> {
  const user = await richUser(db)
  const provider = await addUser(db)
  await grantBonus(db.web, { userId: user, reason: 'email_verified' })
  const resourceId = await addResource(db, provider)
  await db.setClock(-80 * HOUR_MS)
  const [matured = ''] = await addRun(db, user, { ceilings: [credits(25)] })
  const early = await addAttempt(db, matured, { resourceId, price: credits(25) })
  await settle(db.worker, delivered(early))
  await db.setClock(0)
  await mature(db.worker, { limit: 10 })
  const ceilings = [credits(5), credits(5), credits(5)]
  const [settled = '', failed = '', open = ''] = await addRun(db, user, { ceilings })
  const attempt = await addAttempt(db, settled, { resourceId, price: credits(4) })
  await settle(db.worker, delivered(attempt))
  const lost = await addAttempt(db, failed, { resourceId, price: credits(4) })
  await db.run(`UPDATE attempts SET state = 'unknown', loss_due = true WHERE id = $1`, [
    lost.attemptId,
  ])
  const ending = JSON.stringify([{ task: failed, status: 'failed' }])
  await db.run('SELECT ledger.release_tasks($1)', [ending])
  await payLoss(db, { attemptId: lost.attemptId })
  await untilFinal(db)
  await chain(db.worker, { limit: 1000 })
  await rollUp(db.worker, { limit: 1000 })
  const [row] = await db.run<{ run: string }>('SELECT run_id AS run FROM tasks WHERE id = $1', [
    open,
  ])
  const run = row?.run ?? ''
  return { user, provider, settled, matured, failed, open, attempt: attempt.attemptId, run }
}

const CORRUPTED = [
  'entries',
  'transfers',
  'statement_lines',
  'accounts',
  'bonus_lots',
  'settlements',
  'orders',
  'loss_counters',
  'ledger_chain',
  'platform_rollups',
  'gateway_statements',
  'order_refunds',
]
const CONSTRAINED = ['accounts', 'settlements', 'tasks', 'bonus_lots', 'entries', 'loss_counters']

/** Corruption must get past the guards first. Keeps a copy of each table that it is undone from. */
export async function takeGuardsAway(db: LedgerDatabase): Promise<void> {
  await db.run(`CREATE SCHEMA sound`)
  for (const table of CORRUPTED) {
    await db.run(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
    await db.run(`CREATE TABLE sound.${table} AS SELECT * FROM ${table}`)
  }
  await db.run(`ALTER TABLE images DISABLE TRIGGER USER`)
  for (const table of CONSTRAINED) {
    await db.run(`DO $$ DECLARE c record; BEGIN
      FOR c IN SELECT conname FROM pg_constraint WHERE conrelid = '${table}'::regclass AND contype = 'c' LOOP
        EXECUTE format('ALTER TABLE ${table} DROP CONSTRAINT %I', c.conname);
      END LOOP; END $$`)
  }
  await db.run('DROP INDEX transfers_business_key_key, orders_gateway_gateway_payment_id_key')
  await db.run('ALTER TABLE entries DROP CONSTRAINT entries_pkey')
}

/** Undoes every corruption. */
export async function restoreLedger(db: LedgerDatabase): Promise<void> {
  for (const table of CORRUPTED) await db.run(`TRUNCATE ${table} CASCADE`)
  for (const table of CORRUPTED) await db.run(`INSERT INTO ${table} SELECT * FROM sound.${table}`)
}
