import { totpCode } from '@aetherflow/crypto/totp-code'
import { openTotpSeed } from '@aetherflow/crypto/totp-seed'
import type { UserActor } from '../context.ts'
import type { Deps } from '../deps.ts'
import { beginTotp } from '../identity/begin-totp.ts'
import { confirmTotp } from '../identity/confirm-totp.ts'
import { type TestUser, userCtx } from './contexts.ts'
import { testPassword } from './sign-up.ts'
import type { TestDeps } from './test-deps.ts'

export const stepMs = 30_000

/** Deps whose clock stands still until it is moved: a step must not end between a code and its check. */
export function standingClock(test: TestDeps): { deps: Deps; pass(ms: number): void } {
  let nowMs = test.clock.now().getTime()
  return {
    deps: { ...test.deps, clock: { now: () => new Date(nowMs) } },
    pass: (ms) => {
      nowMs += ms
    },
  }
}

/** The code that a user's authenticator shows now, or some steps away; of the pending seed before it is on. */
export async function shownCode(
  deps: Deps,
  user: Pick<TestUser, 'id'>,
  { steps = 0, pending = false } = {},
): Promise<string> {
  const row = await deps.prisma.user.findUniqueOrThrow({ where: { id: user.id } })
  const sealed = pending ? row.totpPendingSealed : row.totpSealed
  if (sealed === null) throw new Error('no authenticator')
  const seed = openTotpSeed(deps.addressSecret, user.id, sealed)
  return totpCode(seed, deps.clock.now().getTime() + steps * stepMs)
}

/** Sets a second factor up by the verbs; answers the recovery codes. The present step is used up by it. */
export async function enrol(
  deps: Deps,
  user: TestUser,
  actor: Partial<UserActor> = {},
): Promise<string[]> {
  const ctx = userCtx(deps, user, actor)
  await beginTotp(ctx, { password: testPassword })
  const code = await shownCode(deps, user, { pending: true })
  return (await confirmTotp(ctx, { code })).recoveryCodes
}
