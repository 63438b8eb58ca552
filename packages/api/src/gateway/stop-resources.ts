import { prismaSql, type Statement } from '@aetherflow/db/sql'
import { audit } from '../audit.ts'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import type { StopResources } from './schemas.ts'
import { statusReason } from './status-reasons.ts'

// What an operator has paused or disabled stays as it is: stopping must not be a way out of that.
const stop: Statement = {
  name: 'resources_stop',
  text: `UPDATE resources SET status = 'paused', status_reason = '${statusReason.stopped}', status_at = clock_now(), updated_at = now()
         WHERE owner_id = $1::uuid AND deleted_at IS NULL AND ($2::uuid IS NULL OR id = $2::uuid)
           AND (status IN ('active', 'error') OR status = 'verifying' AND status_reason = '${statusReason.recheck}'
             OR status = 'paused' AND status_reason IN ('${statusReason.byOwner}', '${statusReason.notLive}'))
         RETURNING id`,
}
const exists: Statement = {
  name: 'resource_is_own',
  text: 'SELECT FROM resources WHERE id = $2::uuid AND owner_id = $1::uuid AND deleted_at IS NULL',
}

/**
 * The kill switch, for one resource or for all of the caller's: from the moment it is committed no use begins, not even one
 * that was claimed already; calls under way run to their end, because they are paid for. A stopped key is looked at
 * again before it goes live. Stopped already is a success. Throws NOT_FOUND.
 */
export async function stopResources(
  ctx: UserCtx,
  input: StopResources,
): Promise<{ stopped: number }> {
  const { deps, actor } = ctx
  const { resourceId } = input
  const stopped = await deps.prisma.$transaction(async (tx) => {
    const sql = prismaSql(tx)
    const found = await sql.query<{ id: string }>(stop, [actor.userId, resourceId])
    if (resourceId !== null && found.length === 0) {
      const own = await sql.query(exists, [actor.userId, resourceId])
      if (own.length === 0) throw new DomainError('NOT_FOUND')
    }
    for (const { id } of found)
      await audit(sql, ctx, { action: 'gateway.stop', subjectKind: 'resource', subjectId: id })
    return found.length
  })
  return { stopped }
}
