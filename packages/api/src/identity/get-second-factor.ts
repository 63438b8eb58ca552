import type { UserCtx } from '../context.ts'
import { mustHaveTotp } from './internal/must-have-totp.ts'
import type { SecondFactor } from './schemas.ts'

/** What the account page says about the caller's second factor. */
export async function getSecondFactor({ actor, deps }: UserCtx): Promise<SecondFactor> {
  const recoveryCodesLeft = await deps.prisma.recoveryCode.count({
    where: { userId: actor.userId, usedAt: null },
  })
  return { on: actor.totp, required: mustHaveTotp(deps, actor.role), recoveryCodesLeft }
}
