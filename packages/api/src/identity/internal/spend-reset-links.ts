import type { Prisma } from '@aetherflow/db/prisma'

type Transaction = Pick<Prisma, 'emailToken'>

/** Uses up a user's open reset links: a mailbox that was read must not undo a new password. */
export async function spendResetLinks(
  tx: Transaction,
  { userId, now }: { userId: string; now: Date },
): Promise<void> {
  await tx.emailToken.updateMany({
    where: { userId, kind: 'reset_password', usedAt: null },
    data: { usedAt: now },
  })
}
