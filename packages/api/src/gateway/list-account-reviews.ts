import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import { lastUuid, pageOf } from '../keyset.ts'
import type { AccountReview, ListAccountReviews } from './desk-schemas.ts'

const list: Statement = {
  name: 'account_reviews',
  text: `SELECT v.id, u.name AS "upstreamName", v.state, v.note, v.opened_at AS "openedAt", v.decided_at AS "decidedAt",
           coalesce((SELECT jsonb_agg(jsonb_build_object('resourceId', r.id, 'name', r.name, 'ownerId', o.id, 'email', o.email,
                'status', r.status, 'statusReason', r.status_reason) ORDER BY r.created_at)
              FROM (SELECT * FROM resources WHERE upstream_account_id = v.upstream_account_id AND deleted_at IS NULL
                    ORDER BY created_at LIMIT 20) r JOIN users o ON o.id = r.owner_id), '[]') AS resources
         FROM account_reviews v JOIN upstream_accounts a ON a.id = v.upstream_account_id JOIN upstreams u ON u.id = a.upstream_id
         WHERE v.id < $1 AND ($2::text IS NULL OR v.state = $2) ORDER BY v.id DESC LIMIT $3`,
}

/** Upstream accounts that more than one owner offers, newest first: both are paused until an admin has looked. */
export async function listAccountReviews(
  ctx: UserCtx,
  input: ListAccountReviews,
): Promise<{ reviews: AccountReview[]; more: boolean }> {
  const { before = lastUuid, limit, state } = input
  const found = await ctx.deps.sql.query<AccountReview>(list, [before, state, limit + 1])
  const { rows, more } = pageOf(found, limit)
  return { reviews: rows, more }
}
