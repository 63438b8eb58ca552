import { prismaSql } from '@aetherflow/db/sql'
import { audit } from '../audit.ts'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { mustHaveTotp } from './internal/must-have-totp.ts'
import { proveCode, provePassword, totpLimitKey } from './internal/prove-user.ts'
import { queueMail } from './queue-mail.ts'
import type { Done, Proven } from './schemas.ts'

/**
 * Turns the second factor off, by password and a code. Throws TOTP_REQUIRED for an admin in production,
 * PASSWORD_WRONG, CODE_WRONG, TOTP_UNREADABLE, STATE_CHANGED (it is off already), TOO_MANY_REQUESTS.
 */
export async function disableTotp(ctx: UserCtx, input: Proven): Promise<Done> {
  const { deps, actor } = ctx
  if (mustHaveTotp(deps, actor.role)) throw new DomainError('TOTP_REQUIRED')
  const user = await provePassword(ctx, input.password)
  if (user.totpSealed === null) throw new DomainError('STATE_CHANGED')
  const { id } = user
  await deps.prisma.$transaction(async (tx) => {
    await proveCode(tx, ctx, user, input.code)
    await tx.user.update({
      where: { id },
      data: {
        totpSealed: null,
        totpLastStep: null,
        totpPendingSealed: null,
        totpPendingUntil: null,
      },
    })
    await tx.recoveryCode.deleteMany({ where: { userId: id } })
    await queueMail(tx, {
      dedupeKey: `second_factor_off:${id}:${deps.clock.now().getTime()}`,
      user,
      template: 'second_factor_off',
      params: {},
    })
    await audit(prismaSql(tx), ctx, {
      action: 'identity.disable_totp',
      subjectKind: 'user',
      subjectId: id,
    })
  })
  await deps.limiter.reset('login-account', totpLimitKey(id))
  deps.wake.send('outbox')
  return { done: true }
}
