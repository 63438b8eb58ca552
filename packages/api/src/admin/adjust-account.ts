import { prismaSql, type Sql, type Statement } from '@aetherflow/db/sql'
import { isFirstRequest } from '../admin-request.ts'
import { audit } from '../audit.ts'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { lockForUser } from '../lock-for-user.ts'
import { readSetting } from '../read-setting.ts'
import { requestHash } from '../request-hash.ts'
import { findAdjustment } from './internal/find-adjustment.ts'
import type { Adjust, AdjustmentView, BuyOut } from './money-schemas.ts'

// The repeat answers the row that its first request made.
const insert: Statement = {
  name: 'admin_adjustment_insert',
  text: `INSERT INTO adjustments (kind, user_id, account, amount, reason, client_id, request_hash, state, requested_by, decided_at, created_at)
         SELECT $1::adjustment_kind, u.id, $3::account_kind, $4::bigint, $5, $6::uuid, $7, $8::adjustment_state, $9::uuid,
           CASE WHEN $8 = 'approved' THEN clock_now() END, clock_now()
         FROM users u WHERE u.id = $2::uuid RETURNING id`,
}
const known: Statement = {
  name: 'admin_adjustment_known',
  text: 'SELECT id FROM adjustments WHERE requested_by = $1::uuid AND client_id = $2::uuid',
}
// As the door counts (ledger.adjusted_alone), and what is on its way to it.
const alone: Statement = {
  name: 'admin_adjusted_alone',
  text: `SELECT coalesce(sum(abs(amount)), 0)::bigint AS amount FROM adjustments
          WHERE requested_by = $1::uuid AND approved_by IS NULL AND kind = 'adjust' AND state IN ('approved', 'executed')
            AND coalesce(executed_at, decided_at) >= date_trunc('day', clock_now(), 'UTC')`,
}
const person: Statement = {
  name: 'admin_adjustment_user',
  text: 'SELECT id FROM users WHERE id = $1::uuid',
}
const holds: Statement = {
  name: 'admin_adjustment_holds',
  text: `SELECT EXISTS (SELECT FROM accounts WHERE user_id = $1::uuid AND kind = $2::account_kind AND balance + $3::bigint >= 0) AS enough`,
}
type Wanted = Omit<Adjust, 'clientId'> & { kind: 'adjust' | 'buy_out' }

/**
 * Records a correction of a user's account against `loss`; the worker carries it out, above the setting
 * approval.limit, or approval.dailyLimit for all of an admin's of a UTC day, after a second admin agreed. Repeatable under one client id. Throws NOT_FOUND,
 * INSUFFICIENT_CREDITS (it takes more than is there), SECOND_ADMIN_REQUIRED (their own account), IDEMPOTENCY_CONFLICT.
 */
export function adjustAccount(ctx: UserCtx, input: Adjust): Promise<AdjustmentView> {
  const { clientId, ...content } = input
  return request(ctx, clientId, { kind: 'adjust', ...content })
}

/**
 * Records that promotional earnings become withdrawable, paid by the platform within the caps buyOut.*; the
 * worker carries it out. Repeatable under one client id. Throws like `adjustAccount`.
 */
export function buyOut(ctx: UserCtx, input: BuyOut): Promise<AdjustmentView> {
  const { clientId, userId, amount, reason } = input
  const wanted = {
    kind: 'buy_out',
    userId,
    account: 'promo_earned',
    amount: -amount,
    reason,
  } as const
  return request(ctx, clientId, wanted)
}

async function request(ctx: UserCtx, clientId: string, wanted: Wanted): Promise<AdjustmentView> {
  const admin = ctx.actor.userId
  if (wanted.userId === admin) throw new DomainError('SECOND_ADMIN_REQUIRED')
  const id = await ctx.deps.prisma.$transaction(async (tx) => {
    const sql = prismaSql(tx)
    const action = `admin.${wanted.kind}`
    const asked = { clientId, action, subjectId: wanted.userId, content: wanted }
    if (await isFirstRequest(sql, ctx, asked)) return record(sql, ctx, clientId, wanted)
    const [row] = await sql.query<{ id: string }>(known, [admin, clientId])
    return row?.id
  })
  return findAdjustment(ctx, id)
}

async function record(
  sql: Sql,
  ctx: UserCtx,
  clientId: string,
  wanted: Wanted,
): Promise<string | undefined> {
  const { kind, userId, account, amount, reason } = wanted
  await refuseTooMuch(sql, wanted)
  const state = (await needsApproval(sql, ctx, wanted)) ? 'awaiting_approval' : 'approved'
  const hash = requestHash(wanted)
  const by = ctx.actor.userId
  const values = [kind, userId, account, amount, reason, clientId, hash, state, by]
  const [row] = await sql.query<{ id: string }>(insert, values)
  if (row === undefined) throw new DomainError('NOT_FOUND')
  await audit(sql, ctx, {
    action: `admin.${kind}`,
    subjectKind: 'user',
    subjectId: userId,
    detail: { adjustmentId: row.id, account, amount: String(amount), state, reason },
  })
  return row.id
}

// For who asks: what is there may change until it is carried out, and then the ledger decides.
async function refuseTooMuch(sql: Sql, { userId, account, amount }: Wanted): Promise<void> {
  if (amount >= 0n) return
  const [user] = await sql.query<{ id: string }>(person, [userId])
  if (user === undefined) throw new DomainError('NOT_FOUND')
  const [row] = await sql.query<{ enough: boolean }>(holds, [userId, account, amount])
  if (row?.enough !== true) throw new DomainError('INSUFFICIENT_CREDITS')
}

/** Whether it is above the limit, or would be above the day's with what this admin has corrected alone. */
async function needsApproval(sql: Sql, ctx: UserCtx, { kind, amount }: Wanted): Promise<boolean> {
  const size = amount < 0n ? -amount : amount
  const limit = await readSetting(sql, 'approval.limit')
  if (size > limit || kind === 'buy_out') return size > limit
  await lockForUser(sql, 'adjustments', ctx.actor.userId)
  const daily = await readSetting(sql, 'approval.dailyLimit')
  const [row] = await sql.query<{ amount: bigint }>(alone, [ctx.actor.userId])
  const before = row?.amount ?? 0n
  return before > 0n && before + size > (daily > limit ? daily : limit)
}
