import type { z } from 'zod'
import type { UserCtx } from '../context.ts'
import { findOwnResource } from './internal/find-own-resource.ts'
import { verificationCheck, type verificationOutput } from './schemas.ts'

/** How the newest credential's verification stands, check by check. Throws NOT_FOUND. */
export async function getVerification(
  ctx: UserCtx,
  input: { resourceId: string },
): Promise<z.infer<typeof verificationOutput>> {
  const resource = await findOwnResource(ctx, input.resourceId)
  const newest = await ctx.deps.prisma.credential.findFirst({
    where: { resourceId: resource.id },
    orderBy: { version: 'desc' },
    select: { verification: { select: { state: true, checks: true } } },
  })
  const verification = newest?.verification ?? null
  if (verification === null) return { state: 'none', checks: [] }
  return { state: verification.state, checks: verificationCheck.array().parse(verification.checks) }
}
