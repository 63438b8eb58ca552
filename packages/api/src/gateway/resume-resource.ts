import { prismaSql } from '@aetherflow/db/sql'
import { audit } from '../audit.ts'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { getResource } from './get-resource.ts'
import { findOwnStatus, type OwnStatus } from './internal/find-own-resource.ts'
import type { ResourceView } from './schemas.ts'
import { statusReason } from './status-reasons.ts'

/**
 * Goes live. A key that had failed or was stopped is verified again first and goes live by itself when it passes.
 * Throws ACCOUNT_FROZEN, NOT_FOUND, TERMS_REQUIRED { version } (a newer notice is in force), RESOURCE_DISABLED (an
 * operator's pause), RESOURCE_NOT_READY, STATE_CHANGED,
 * TOO_MANY_REQUESTS (a key verified again counts like a deposit).
 */
export async function resumeResource(
  ctx: UserCtx,
  input: { resourceId: string },
): Promise<ResourceView> {
  const { deps, actor } = ctx
  if (actor.status !== 'active') throw new DomainError('ACCOUNT_FROZEN')
  const judged = await findOwnStatus(ctx, input.resourceId, deps.prisma)
  await refuseOldTerms(ctx, judged)
  if (judged.status !== 'active') await leave(ctx, judged, nextStatus(judged))
  const view = await getResource(ctx, input)
  deps.wake.send(view.status === 'verifying' ? 'verifications' : 'tasks')
  return view
}

async function leave(ctx: UserCtx, judged: OwnStatus, next: NextStatus): Promise<void> {
  const { deps, actor } = ctx
  const { id, status, statusReason: reason } = judged
  if (next.status === 'verifying') await deps.limiter.consume('deposit', actor.userId)
  const now = deps.clock.now()
  await deps.prisma.$transaction(async (tx) => {
    // The state that was judged, or nothing: an operator may have stopped it since.
    const changed = await tx.resource.updateMany({
      where: { id, ownerId: actor.userId, deletedAt: null, status, statusReason: reason },
      data: { ...next, statusAt: now },
    })
    if (changed.count === 0) {
      const { status: found } = await findOwnStatus(ctx, id, tx)
      if (found !== next.status) throw new DomainError('STATE_CHANGED')
      return
    }
    if (next.status === 'verifying') {
      await tx.verification.updateMany({
        where: { credential: { resourceId: id, state: 'active' } },
        data: { state: 'queued', checks: [], nextAt: now, attempts: 0, finishedAt: null },
      })
    }
    await audit(prismaSql(tx), ctx, {
      action: 'gateway.resume',
      subjectKind: 'resource',
      subjectId: id,
    })
  })
}

async function refuseOldTerms(ctx: UserCtx, resource: OwnStatus): Promise<void> {
  const upstream = await ctx.deps.prisma.upstream.findUnique({ where: { id: resource.upstreamId } })
  if (upstream !== null && upstream.warrantyVersion !== resource.warrantyVersion)
    throw new DomainError('TERMS_REQUIRED', { version: upstream.warrantyVersion })
}

type NextStatus = { status: 'active' | 'verifying'; statusReason: string | null }

function nextStatus(resource: OwnStatus): NextStatus {
  const { status, statusReason: reason, credentials } = resource
  if (status === 'disabled' || reason === statusReason.sharedAccount)
    throw new DomainError('RESOURCE_DISABLED')
  if (status === 'verifying' || credentials[0]?.state !== 'active')
    throw new DomainError('RESOURCE_NOT_READY', { status })
  if (status === 'error' || reason === statusReason.stopped)
    return { status: 'verifying', statusReason: statusReason.recheck }
  return { status: 'active', statusReason: null }
}
