import { matchTotpStep } from '@aetherflow/crypto/totp-code'
import { prismaSql } from '@aetherflow/db/sql'
import { audit } from '../audit.ts'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { endSessions } from './internal/end-sessions.ts'
import { totpLimitKey } from './internal/prove-user.ts'
import { readSeed } from './internal/read-seed.ts'
import { replaceRecoveryCodes } from './internal/replace-recovery-codes.ts'
import { queueMail } from './queue-mail.ts'
import type { RecoveryCodes } from './schemas.ts'

/**
 * Turns the pending seed on by its first code, signs other devices out and answers the recovery codes, this
 * once. Throws CODE_WRONG, STATE_CHANGED (nothing waits, or no longer), TOTP_UNREADABLE, TOO_MANY_REQUESTS.
 */
export async function confirmTotp(ctx: UserCtx, input: { code: string }): Promise<RecoveryCodes> {
  const { deps, actor } = ctx
  await deps.limiter.consume('login-account', totpLimitKey(actor.userId))
  const user = await deps.prisma.user.findUniqueOrThrow({ where: { id: actor.userId } })
  const { id, totpPendingSealed: pending, totpPendingUntil: until } = user
  const now = deps.clock.now()
  if (pending === null || until === null || until <= now) throw new DomainError('STATE_CHANGED')
  const step = matchTotpStep(readSeed(deps, id, pending), input.code, now.getTime())
  if (step === null) throw new DomainError('CODE_WRONG')
  const recoveryCodes = await deps.prisma.$transaction(async (tx) => {
    // The update is the guard: of two confirmations at once, one finds nothing waiting.
    const turned = await tx.user.updateMany({
      where: { id, totpPendingSealed: pending },
      data: {
        totpSealed: pending,
        totpLastStep: BigInt(step),
        totpPendingSealed: null,
        totpPendingUntil: null,
      },
    })
    if (turned.count !== 1) throw new DomainError('STATE_CHANGED')
    await endSessions(tx, { userId: id, reason: 'second_factor', now, except: actor.sessionId })
    await queueMail(tx, {
      dedupeKey: `second_factor_on:${id}:${now.getTime()}`,
      user,
      template: 'second_factor_on',
      params: {},
    })
    await audit(prismaSql(tx), ctx, {
      action: 'identity.confirm_totp',
      subjectKind: 'user',
      subjectId: id,
      detail: { replaced: user.totpSealed !== null },
    })
    return replaceRecoveryCodes(tx, { userId: id, now })
  })
  await deps.limiter.reset('login-account', totpLimitKey(id))
  deps.wake.send('outbox')
  return { recoveryCodes }
}
