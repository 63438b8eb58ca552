import { prismaSql } from '@aetherflow/db/sql'
import { audit } from '../audit.ts'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { proveCode, provePassword, totpLimitKey } from './internal/prove-user.ts'
import { replaceRecoveryCodes } from './internal/replace-recovery-codes.ts'
import type { Proven, RecoveryCodes } from './schemas.ts'

/**
 * Ten new recovery codes, shown this once; the old ones are void. Throws PASSWORD_WRONG, CODE_WRONG,
 * TOTP_UNREADABLE, STATE_CHANGED (no second factor is on), TOO_MANY_REQUESTS.
 */
export async function renewRecoveryCodes(ctx: UserCtx, input: Proven): Promise<RecoveryCodes> {
  const { deps } = ctx
  const user = await provePassword(ctx, input.password)
  if (user.totpSealed === null) throw new DomainError('STATE_CHANGED')
  const recoveryCodes = await deps.prisma.$transaction(async (tx) => {
    await proveCode(tx, ctx, user, input.code)
    await audit(prismaSql(tx), ctx, {
      action: 'identity.renew_recovery_codes',
      subjectKind: 'user',
      subjectId: user.id,
    })
    return replaceRecoveryCodes(tx, { userId: user.id, now: deps.clock.now() })
  })
  await deps.limiter.reset('login-account', totpLimitKey(user.id))
  deps.wake.send('outbox')
  return { recoveryCodes }
}
