import { prismaSql, type Statement } from '@aetherflow/db/sql'
import { isFirstRequest } from '../admin-request.ts'
import type { UserCtx } from '../context.ts'
import type { SetDepositPolicy } from './desk-schemas.ts'
import type { Done } from './schemas.ts'

// The door looks at the admin itself and writes the audit row.
const set: Statement = {
  name: 'deposit_policy_set',
  text: `SELECT vault.set_deposit_policy($1::uuid, $2::text, $3::boolean, $4::text, $5::text) AS changed`,
}

/**
 * Opens or closes deposits for an upstream, with the reason. What is connected already goes on; keys for their owners' own
 * tasks may always be connected. Repeatable under one client id. Throws NOT_FOUND, IDEMPOTENCY_CONFLICT.
 */
export async function setDepositPolicy(ctx: UserCtx, input: SetDepositPolicy): Promise<Done> {
  const { clientId, ...content } = input
  const { upstreamId, open, reason } = content
  await ctx.deps.prisma.$transaction(async (tx) => {
    const sql = prismaSql(tx)
    const action = 'gateway.set_deposit_policy'
    if (!(await isFirstRequest(sql, ctx, { clientId, action, subjectId: upstreamId, content })))
      return
    await sql.query(set, [ctx.actor.userId, upstreamId, open, reason, ctx.requestId])
  })
  return { done: true }
}
