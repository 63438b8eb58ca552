import type { Prisma } from '@aetherflow/db/prisma'
import { prismaSql } from '@aetherflow/db/sql'
import { audit } from '../audit.ts'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import type { CompleteDeposit, Done } from './schemas.ts'

/**
 * Takes the sealed key of a begun deposit and queues its verification. What is inside nobody here can
 * read. The same envelope again is a repeat; another one for the same id is refused.
 * Throws ACCOUNT_FROZEN, NOT_FOUND, DEPOSIT_EXPIRED, SEALED_KEY_INVALID, IDEMPOTENCY_CONFLICT, TOO_MANY_REQUESTS.
 */
export async function completeDeposit(ctx: UserCtx, input: CompleteDeposit): Promise<Done> {
  const { deps, actor } = ctx
  if (actor.status !== 'active') throw new DomainError('ACCOUNT_FROZEN')
  const vaultKeyId = input.sealed.split('.')[1] ?? ''
  if (vaultKeyId !== deps.vaultPublicKey.keyId) throw new DomainError('SEALED_KEY_INVALID')
  await deps.limiter.consume('deposit', actor.userId)
  const now = deps.clock.now()
  await deps.prisma.$transaction(async (tx) => {
    const sealed = await tx.credential.updateMany({
      where: {
        id: input.credentialId,
        state: 'begun',
        beginExpiresAt: { gt: now },
        resource: { ownerId: actor.userId, deletedAt: null },
      },
      data: {
        state: 'sealed',
        sealed: input.sealed,
        vaultKeyId,
        maskedTail: input.maskedTail,
        sealedAt: now,
      },
    })
    if (sealed.count === 0) return refuseUnlessRepeat(tx, actor.userId, input)
    await tx.verification.createMany({ data: [{ credentialId: input.credentialId, nextAt: now }] })
    await audit(prismaSql(tx), ctx, {
      action: 'gateway.complete_deposit',
      subjectKind: 'credential',
      subjectId: input.credentialId,
    })
  })
  deps.wake.send('verifications')
  return { done: true }
}

async function refuseUnlessRepeat(
  tx: Pick<Prisma, 'credential'>,
  ownerId: string,
  input: CompleteDeposit,
): Promise<void> {
  const credential = await tx.credential.findFirst({
    where: { id: input.credentialId, resource: { ownerId } },
    select: { state: true, maskedTail: true },
  })
  if (credential === null) throw new DomainError('NOT_FOUND')
  if (credential.state === 'begun') throw new DomainError('DEPOSIT_EXPIRED')
  // The web cannot read ciphertexts back, so a repeat is told by the tail that came with it.
  if (credential.maskedTail !== input.maskedTail) throw new DomainError('IDEMPOTENCY_CONFLICT')
}
