import { prismaSql, type Statement } from '@aetherflow/db/sql'
import { audit } from '../audit.ts'
import type { UserCtx } from '../context.ts'
import { getResource } from './get-resource.ts'
import type { DeclareBudget, ResourceView } from './schemas.ts'

// The door looks at the owner itself.
const declare: Statement = {
  name: 'balance_declare',
  text: `SELECT vault.declare_balance($1::uuid, $2::uuid, $3::bigint)::text`,
}

/**
 * Says how many upstream credits (1/10,000; one credit is one US cent) may be spent from now on, where the vendor tells no
 * balance; we count down from there. Throws NOT_FOUND, STATE_CHANGED (its balance is read from the vendor).
 */
export async function declareBudget(ctx: UserCtx, input: DeclareBudget): Promise<ResourceView> {
  const { resourceId, budgetE4 } = input
  await ctx.deps.prisma.$transaction(async (tx) => {
    const sql = prismaSql(tx)
    await sql.query(declare, [ctx.actor.userId, resourceId, budgetE4])
    await audit(sql, ctx, {
      action: 'gateway.declare_budget',
      subjectKind: 'resource',
      subjectId: resourceId,
      detail: { budgetE4: budgetE4.toString() },
    })
  })
  ctx.deps.wake.send('tasks')
  return getResource(ctx, { resourceId })
}
