import { hashRecoveryCode, newRecoveryCode } from '@aetherflow/crypto/recovery-code'
import type { Prisma } from '@aetherflow/db/prisma'

type Transaction = Pick<Prisma, 'recoveryCode'>

const codesPerUser = 10

/** Ten new codes instead of whatever there was; the caller shows them once, the database keeps hashes. */
export async function replaceRecoveryCodes(
  tx: Transaction,
  { userId, now }: { userId: string; now: Date },
): Promise<string[]> {
  const codes = Array.from({ length: codesPerUser }, newRecoveryCode)
  await tx.recoveryCode.deleteMany({ where: { userId } })
  await tx.recoveryCode.createMany({
    data: codes.flatMap((code) => {
      const codeHash = hashRecoveryCode(userId, code)
      return codeHash === null ? [] : [{ userId, codeHash, createdAt: now }]
    }),
  })
  return codes
}
