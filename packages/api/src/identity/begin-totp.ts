import { totpInvitation } from '@aetherflow/crypto/totp-code'
import { newTotpSeed, sealTotpSeed } from '@aetherflow/crypto/totp-seed'
import type { UserCtx } from '../context.ts'
import { proveCode, provePassword, totpLimitKey } from './internal/prove-user.ts'
import type { TotpInvitation } from './schemas.ts'

const pendingMs = 15 * 60_000

/**
 * Makes a seed that waits 15 minutes for its first code, and shows it once; until then what was on stays on,
 * and its code is asked for too. Throws PASSWORD_WRONG, CODE_REQUIRED, CODE_WRONG, TOTP_UNREADABLE, STATE_CHANGED.
 */
export async function beginTotp(
  ctx: UserCtx,
  input: { password: string; code?: string | undefined },
): Promise<TotpInvitation> {
  const { deps } = ctx
  const user = await provePassword(ctx, input.password)
  const seed = newTotpSeed()
  const expiresAt = new Date(deps.clock.now().getTime() + pendingMs)
  await deps.prisma.$transaction(async (tx) => {
    await proveCode(tx, ctx, user, input.code)
    await tx.user.update({
      where: { id: user.id },
      data: {
        totpPendingSealed: sealTotpSeed(deps.addressSecret, user.id, seed),
        totpPendingUntil: expiresAt,
      },
    })
  })
  await deps.limiter.reset('login-account', totpLimitKey(user.id))
  const { uri, base32 } = totpInvitation(seed, { issuer: 'Aetherflow', label: user.email })
  return { uri, secret: base32, expiresAt }
}
