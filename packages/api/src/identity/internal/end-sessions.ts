import type { Prisma } from '@aetherflow/db/prisma'

type Transaction = Pick<Prisma, 'session'>

/** Ends a user's live sessions (but for `except`); the next call with one of them is refused. */
export async function endSessions(
  tx: Transaction,
  end: { userId: string; reason: string; now: Date; except?: string },
): Promise<number> {
  const { userId, reason, now, except } = end
  const ended = await tx.session.updateMany({
    where: { userId, revokedAt: null, ...(except === undefined ? {} : { id: { not: except } }) },
    data: { revokedAt: now, revokedReason: reason },
  })
  return ended.count
}
