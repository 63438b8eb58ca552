import { prismaSql } from '@aetherflow/db/sql'
import { audit } from '../audit.ts'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { findOwnResource, type ResourceRow } from './internal/find-own-resource.ts'
import { toResourceView } from './internal/to-resource-view.ts'
import type { ResourceView } from './schemas.ts'
import { statusReason } from './status-reasons.ts'

/**
 * Goes live. A key that had failed is verified again first and goes live by itself when it passes.
 * Throws NOT_FOUND, RESOURCE_DISABLED (an operator's pause), RESOURCE_NOT_READY.
 */
export async function resumeResource(
  ctx: UserCtx,
  input: { resourceId: string },
): Promise<ResourceView> {
  const { deps, actor } = ctx
  if (actor.status !== 'active') throw new DomainError('ACCOUNT_FROZEN')
  const now = deps.clock.now()
  const view = await deps.prisma.$transaction(async (tx) => {
    const resource = await findOwnResource(ctx, input.resourceId, tx)
    if (resource.status === 'active') return toResourceView(resource, now)
    const next = nextStatus(resource)
    await tx.resource.updateMany({
      where: { id: resource.id, ownerId: actor.userId, status: resource.status },
      data: { ...next, statusAt: now },
    })
    if (next.status === 'verifying') {
      await tx.verification.updateMany({
        where: { credential: { resourceId: resource.id, state: 'active' } },
        data: { state: 'queued', checks: [], nextAt: now, attempts: 0, finishedAt: null },
      })
    }
    await audit(prismaSql(tx), ctx, {
      action: 'gateway.resume',
      subjectKind: 'resource',
      subjectId: resource.id,
    })
    return toResourceView(await findOwnResource(ctx, resource.id, tx), now)
  })
  deps.wake.send(view.status === 'verifying' ? 'verifications' : 'tasks')
  return view
}

function nextStatus(resource: ResourceRow): {
  status: 'active' | 'verifying'
  statusReason: string | null
} {
  const { status, statusReason: reason, credentials } = resource
  if (status === 'disabled' || reason === statusReason.sharedAccount)
    throw new DomainError('RESOURCE_DISABLED')
  if (status === 'verifying' || credentials[0]?.state !== 'active')
    throw new DomainError('RESOURCE_NOT_READY', { status })
  if (status === 'error') return { status: 'verifying', statusReason: statusReason.recheck }
  return { status: 'active', statusReason: null }
}
