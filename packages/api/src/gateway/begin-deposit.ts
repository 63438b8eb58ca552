import { randomUUID } from 'node:crypto'
import { prismaSql } from '@aetherflow/db/sql'
import { isUniqueViolation } from '@aetherflow/db/unique-violation'
import { audit } from '../audit.ts'
import type { UserCtx } from '../context.ts'
import { asDomainError, DomainError } from '../domain-error.ts'
import { requestHash } from '../request-hash.ts'
import { beginLifetimeMs } from './internal/begin-lifetime.ts'
import { recordAcceptance, shownLocale } from './internal/record-acceptance.ts'
import { refuseWhenFull } from './internal/refuse-when-full.ts'
import type { BeginDeposit, BegunDeposit } from './schemas.ts'

/**
 * Opens a deposit: makes the resource and the single-use credential id that the client seals the key for.
 * A key for the owner's own tasks alone may be connected even where deposits are closed. Repeatable under one client id.
 * Throws ACCOUNT_FROZEN, DEPOSIT_CLOSED, TERMS_REQUIRED, IDEMPOTENCY_CONFLICT, TOO_MANY_RESOURCES { limit }.
 */
export async function beginDeposit(ctx: UserCtx, input: BeginDeposit): Promise<BegunDeposit> {
  if (ctx.actor.status !== 'active') throw new DomainError('ACCOUNT_FROZEN')
  const upstream = await ctx.deps.prisma.upstream.findUnique({ where: { id: input.upstreamId } })
  if (upstream === null || !(upstream.depositOpen || input.kind === 'own_key'))
    throw new DomainError('DEPOSIT_CLOSED')
  shownLocale(upstream, input)
  const { clientId, ...content } = input
  const hash = requestHash(content)
  const begun = (await findBegun(ctx, clientId)) ?? (await begin(ctx, input, upstream, hash))
  if (begun.requestHash !== hash) throw new DomainError('IDEMPOTENCY_CONFLICT')
  return {
    resourceId: begun.resourceId,
    context: {
      credentialId: begun.credentialId,
      version: begun.version,
      ownerId: ctx.actor.userId,
      upstream: upstream.id,
      upstreamHost: upstream.host,
    },
    vaultPublicKey: ctx.deps.vaultPublicKey,
    expiresAt: begun.expiresAt,
  }
}

type Begun = {
  resourceId: string
  requestHash: string
  credentialId: string
  version: number
  expiresAt: Date
}

async function findBegun(ctx: UserCtx, clientId: string): Promise<Begun | null> {
  const resource = await ctx.deps.prisma.resource.findUnique({
    where: { ownerId_clientId: { ownerId: ctx.actor.userId, clientId } },
    include: {
      credentials: {
        select: { id: true, version: true, beginExpiresAt: true },
        orderBy: { version: 'asc' },
        take: 1,
      },
    },
  })
  const credential = resource?.credentials[0]
  if (resource === null || credential === undefined) return null
  const { id: credentialId, version, beginExpiresAt: expiresAt } = credential
  return {
    resourceId: resource.id,
    requestHash: resource.requestHash,
    credentialId,
    version,
    expiresAt,
  }
}

type Upstream = { id: string; name: string; warrantyVersion: string }

async function begin(
  ctx: UserCtx,
  input: BeginDeposit,
  upstream: Upstream,
  hash: string,
): Promise<Begun> {
  const { deps, actor } = ctx
  const now = deps.clock.now()
  const expiresAt = new Date(now.getTime() + beginLifetimeMs)
  const credentialId = randomUUID()
  try {
    return await deps.prisma.$transaction(async (tx) => {
      await refuseWhenFull(prismaSql(tx), actor.userId, now)
      const resource = await tx.resource.create({
        data: {
          ownerId: actor.userId,
          clientId: input.clientId,
          requestHash: hash,
          upstreamId: input.upstreamId,
          kind: input.kind,
          name: input.name,
          warrantyVersion: input.warrantyVersion,
          warrantyAt: now,
          statusAt: now,
        },
        select: { id: true },
      })
      await tx.credential.createMany({
        data: [
          { id: credentialId, resourceId: resource.id, version: 1, beginExpiresAt: expiresAt },
        ],
      })
      await recordAcceptance(tx, ctx, { resourceId: resource.id, upstream, shown: input })
      await audit(prismaSql(tx), ctx, {
        action: 'gateway.begin_deposit',
        subjectKind: 'resource',
        subjectId: resource.id,
        detail: {
          upstream: input.upstreamId,
          kind: input.kind,
          warrantyVersion: input.warrantyVersion,
          warrantyHash: input.warrantyHash,
        },
      })
      return { resourceId: resource.id, requestHash: hash, credentialId, version: 1, expiresAt }
    })
  } catch (error) {
    // The same request twice at once: the second one may also have found no more room.
    if (!isUniqueViolation(error) && asDomainError(error) === null) throw error
    const other = await findBegun(ctx, input.clientId)
    if (other === null) throw error
    return other
  }
}
