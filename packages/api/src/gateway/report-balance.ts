import { prismaSql, type Sql, type Statement } from '@aetherflow/db/sql'
import type { Prisma } from '@aetherflow/db/prisma'
import type { WorkerCtx } from '../context.ts'
import { queueMail } from '../identity/queue-mail.ts'
import { recordReading } from './internal/record-reading.ts'
import type { Done } from './schemas.ts'
import type { ReportBalance } from './worker-schemas.ts'
import { stopping } from './status-reasons.ts'

// The queue's own function: it keeps what calls under way have reserved.
const store: Statement = {
  name: 'balance_store',
  text: `SELECT queue.record_balance($1, $2, $3) AS taken`,
}
// An empty account is the account's trouble, so all its keys come back once it can pay the cheapest call;
// a refused key is only that key's.
const recover: Statement = {
  name: 'resources_recover',
  text: `UPDATE resources SET status = 'active', status_reason = NULL, status_at = clock_now(), updated_at = now()
         WHERE upstream_account_id = $1 AND status = 'error' AND deleted_at IS NULL
           AND (status_reason = 'OUT_OF_CREDITS' AND $3::bigint >= floor_balance_e4 + (
                  SELECT coalesce(min(p.cost_e4), 1) FROM models m JOIN model_prices p ON p.model_id = m.id
                  WHERE m.upstream_id = resources.upstream_id AND m.active)
             OR status_reason = 'KEY_REFUSED' AND id = $2)
         RETURNING id`,
}
const stop: Statement = {
  name: 'resource_stop',
  text: `UPDATE resources SET status = 'error', status_reason = $2, status_at = clock_now(), updated_at = now()
         WHERE id = $1 AND status = 'active'`,
}

const owners: Statement = {
  name: 'drift_owners',
  text: `SELECT DISTINCT u.id, u.email::text, u.locale::text FROM resources r JOIN users u ON u.id = r.owner_id
         WHERE r.upstream_account_id = $1 AND r.deleted_at IS NULL AND u.status <> 'disabled' LIMIT 10`,
}

/**
 * Records a balance reading beside our own count; a key that had stopped by itself and answers again goes live again. Its
 * owner hears once of use that was not ours.
 */
export async function reportBalance(ctx: WorkerCtx, input: ReportBalance): Promise<Done> {
  const { sql, wake, prisma } = ctx.deps
  const { accountId, resourceId, startedAt, outcome } = input
  if (outcome.kind === 'balance') {
    const { balanceE4 } = outcome
    const mails = await prisma.$transaction((tx) => keep(tx, accountId, balanceE4, startedAt))
    if (mails > 0) wake.send('outbox')
    const recovered = await sql.query(recover, [accountId, resourceId, outcome.balanceE4])
    if (recovered.length > 0) wake.send('tasks')
  } else if (outcome.kind === 'refused' && stopping.some((code) => code === outcome.code)) {
    await sql.query(stop, [resourceId, outcome.code])
  }
  return { done: true }
}

async function keep(
  tx: Pick<Prisma, 'outboxMessage'> & Parameters<typeof prismaSql>[0],
  accountId: string,
  balanceE4: bigint,
  readAt: Date,
): Promise<number> {
  const sql = prismaSql(tx)
  const [row] = await sql.query<{ taken: boolean }>(store, [accountId, balanceE4, readAt])
  if (row?.taken !== true) return 0
  const findings = await recordReading(sql, accountId, balanceE4, readAt)
  const foreign = findings.find(({ kind }) => kind === 'foreign')
  return foreign === undefined ? 0 : tell(tx, sql, accountId, foreign)
}

async function tell(
  tx: Pick<Prisma, 'outboxMessage'>,
  sql: Sql,
  accountId: string,
  finding: { id: string; amountE4: bigint },
): Promise<number> {
  const users = await sql.query<{ id: string; email: string; locale: string }>(owners, [accountId])
  for (const user of users) {
    await queueMail(tx, {
      dedupeKey: `key_drift:${finding.id}:${user.id}`,
      user,
      template: 'key_drift',
      params: { amount: (Number(finding.amountE4) / 10_000).toFixed(2) },
    })
  }
  return users.length
}
