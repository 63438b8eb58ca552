import { randomUUID } from 'node:crypto'
import { prismaSql } from '@aetherflow/db/sql'
import { audit } from '../audit.ts'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { lockForUser } from '../lock-for-user.ts'
import { beginLifetimeMs } from './internal/begin-lifetime.ts'
import { findOwnResource } from './internal/find-own-resource.ts'
import type { BegunDeposit } from './schemas.ts'

/** Longer than it takes to seal a key that was begun a moment ago. */
const reuseMs = 5 * 60_000

/**
 * Opens the deposit of a newer key for a resource; the one in use serves until the newer is verified. Asking again answers
 * the same opening while it is fresh. Throws ACCOUNT_FROZEN, NOT_FOUND, TERMS_REQUIRED, RESOURCE_DISABLED,
 * RESOURCE_NOT_READY (no key was verified yet, or another one is being verified).
 */
export async function beginRotation(
  ctx: UserCtx,
  input: { resourceId: string },
): Promise<BegunDeposit> {
  const { deps, actor } = ctx
  if (actor.status !== 'active') throw new DomainError('ACCOUNT_FROZEN')
  const resource = await findOwnResource(ctx, input.resourceId)
  const { upstream } = resource
  if (resource.warrantyVersion !== upstream.warrantyVersion)
    throw new DomainError('TERMS_REQUIRED', { version: upstream.warrantyVersion })
  if (resource.status === 'disabled') throw new DomainError('RESOURCE_DISABLED')
  const { credentialId, version, expiresAt } = await open(ctx, resource.id)
  return {
    resourceId: resource.id,
    context: {
      credentialId,
      version,
      ownerId: actor.userId,
      upstream: upstream.id,
      upstreamHost: upstream.host,
    },
    vaultPublicKey: deps.vaultPublicKey,
    expiresAt,
  }
}

type Opened = { credentialId: string; version: number; expiresAt: Date }

function open(ctx: UserCtx, resourceId: string): Promise<Opened> {
  const { deps, actor } = ctx
  const now = deps.clock.now()
  return deps.prisma.$transaction(async (tx) => {
    await lockForUser(prismaSql(tx), 'resources', actor.userId)
    const newest = await tx.credential.findFirst({
      where: { resourceId },
      orderBy: { version: 'desc' },
      select: { id: true, version: true, state: true, beginExpiresAt: true },
    })
    const serving = await tx.credential.count({ where: { resourceId, state: 'active' } })
    if (newest === null || serving === 0 || newest.state === 'sealed')
      throw new DomainError('RESOURCE_NOT_READY', { status: 'verifying' })
    if (newest.state === 'begun' && newest.beginExpiresAt.getTime() > now.getTime() + reuseMs)
      return { credentialId: newest.id, version: newest.version, expiresAt: newest.beginExpiresAt }
    const opened = {
      credentialId: randomUUID(),
      version: newest.version + 1,
      expiresAt: new Date(now.getTime() + beginLifetimeMs),
    }
    const { credentialId: id, version, expiresAt: beginExpiresAt } = opened
    await tx.credential.createMany({ data: [{ id, resourceId, version, beginExpiresAt }] })
    await audit(prismaSql(tx), ctx, {
      action: 'gateway.begin_rotation',
      subjectKind: 'resource',
      subjectId: resourceId,
      detail: { version },
    })
    return opened
  })
}
