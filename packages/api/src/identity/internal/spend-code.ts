import { hashRecoveryCode } from '@aetherflow/crypto/recovery-code'
import { matchTotpStep } from '@aetherflow/crypto/totp-code'
import type { Prisma } from '@aetherflow/db/prisma'
import { prismaSql } from '@aetherflow/db/sql'
import { audit } from '../../audit.ts'
import type { RequestCtx } from '../../context.ts'
import type { Deps } from '../../deps.ts'
import { DomainError } from '../../domain-error.ts'
import { queueMail } from '../queue-mail.ts'
import { readSeed } from './read-seed.ts'

type Transaction = Pick<Prisma, 'user' | 'recoveryCode' | 'outboxMessage' | '$queryRawUnsafe'>
type Account = { id: string; email: string; locale: string; totpSealed: string }
type By = { deps: Deps; actor: RequestCtx['actor']; requestId: string }

/**
 * Uses up one code, of the authenticator or of the recovery list, in the caller's transaction, which holds
 * the user's row. Throws CODE_WRONG, the same for wrong, used and unknown; TOTP_UNREADABLE.
 */
export async function spendCode(
  tx: Transaction,
  by: By,
  user: Account,
  code: string,
): Promise<void> {
  const recovery = hashRecoveryCode(user.id, code)
  if (recovery === null) return spendStep(tx, by.deps, user, code)
  const now = by.deps.clock.now()
  // The update is the guard: of two uses at once, one finds the code used.
  const used = await tx.recoveryCode.updateMany({
    where: { userId: user.id, codeHash: recovery, usedAt: null },
    data: { usedAt: now },
  })
  if (used.count !== 1) throw new DomainError('CODE_WRONG')
  await queueMail(tx, {
    dedupeKey: `recovery_code_used:${user.id}:${recovery}`,
    user,
    template: 'recovery_code_used',
    params: {},
  })
  await audit(prismaSql(tx), by, {
    action: 'identity.use_recovery_code',
    subjectKind: 'user',
    subjectId: user.id,
  })
}

async function spendStep(
  tx: Transaction,
  deps: Deps,
  { id, totpSealed }: Account,
  code: string,
): Promise<void> {
  const seed = readSeed(deps, id, totpSealed)
  const step = matchTotpStep(seed, code.replaceAll(/\s/g, ''), deps.clock.now().getTime())
  if (step === null) throw new DomainError('CODE_WRONG')
  // RFC 6238 §5.2: a code works once. The last step only rises, so neither this code nor an older one comes again.
  const taken = await tx.user.updateMany({
    where: { id, totpSealed, totpLastStep: { lt: BigInt(step) } },
    data: { totpLastStep: BigInt(step) },
  })
  if (taken.count !== 1) throw new DomainError('CODE_WRONG')
}
