import type { Statement } from '@aetherflow/db/sql'
import { balances } from '@aetherflow/ledger/balances'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { listUserDisputes } from '../disputes/list-user-disputes.ts'
import { type AdjustmentRow, adjustmentSelect, toAdjustment } from './internal/adjustment-rows.ts'
import { auditSelect, type AuditRow, toAuditEvent } from './internal/audit-rows.ts'
import { type FoundOrder, orderColumns, toOrderRow } from './internal/order-rows.ts'
import { userColumns } from './internal/user-rows.ts'
import type { UserDetail } from './user-schemas.ts'

const read: Statement = {
  name: 'admin_user',
  text: `SELECT ${userColumns}, u.locale, u.provider_terms_version AS "providerTermsVersion",
           u.daily_spend_cap AS "dailySpendCap", (SELECT max(s.last_seen_at) FROM sessions s WHERE s.user_id = u.id) AS "lastSeenAt"
         FROM users u WHERE u.id = $1`,
}
const upTo = (from: string) => `(SELECT count(*)::integer FROM (SELECT ${from} LIMIT 10000) x)`
const counts: Statement = {
  name: 'admin_user_counts',
  text: `SELECT ${upTo('FROM runs WHERE user_id = $1')} AS runs,
           ${upTo('FROM settlements WHERE consumer_id = $1')} AS delivered,
           ${upTo('FROM orders WHERE user_id = $1')} AS orders,
           ${upTo('FROM disputes WHERE user_id = $1')} AS disputes,
           ${upTo('FROM resources WHERE owner_id = $1 AND deleted_at IS NULL')} AS resources`,
}
const orders: Statement = {
  name: 'admin_user_orders',
  text: `SELECT ${orderColumns} FROM orders o JOIN users u ON u.id = o.user_id WHERE o.user_id = $1 ORDER BY o.id DESC LIMIT 10`,
}
const adjustments: Statement = {
  name: 'admin_user_adjustments',
  text: `${adjustmentSelect} WHERE j.user_id = $1 ORDER BY j.id DESC LIMIT 10`,
}
const audits: Statement = {
  name: 'admin_user_audits',
  text: `${auditSelect} WHERE e.subject_kind = 'user' AND e.subject_id = $1 ORDER BY e.id DESC LIMIT 10`,
}

/** A user on one screen: balances, counts, and the newest of what concerns them. Throws NOT_FOUND. */
export async function getUser(ctx: UserCtx, { userId }: { userId: string }): Promise<UserDetail> {
  const { sql } = ctx.deps
  const id = [userId]
  const [[user], [counted], wallet, bought, disputes, adjusted, audited] = await Promise.all([
    sql.query<UserDetail['user']>(read, id),
    sql.query<UserDetail['counts']>(counts, id),
    balances(sql, userId),
    sql.query<FoundOrder>(orders, id),
    listUserDisputes(ctx, { userId, limit: 10 }),
    sql.query<AdjustmentRow>(adjustments, id),
    sql.query<AuditRow>(audits, id),
  ])
  if (user === undefined || counted === undefined) throw new DomainError('NOT_FOUND')
  return {
    user,
    balances: wallet,
    counts: counted,
    orders: bought.map(toOrderRow),
    disputes,
    adjustments: adjusted.map((row) => toAdjustment(row, ctx.actor.userId)),
    audit: audited.map(toAuditEvent),
  }
}
