import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { listStatement } from '../wallet/list-statement.ts'
import type { UserStatementInput } from './user-schemas.ts'

/** Somebody's statement as they read it themselves. Throws NOT_FOUND. */
export async function listUserStatement(
  ctx: UserCtx,
  { userId, ...input }: UserStatementInput,
): ReturnType<typeof listStatement> {
  const user = await ctx.deps.prisma.user.findUnique({
    where: { id: userId },
    select: { id: true },
  })
  if (user === null) throw new DomainError('NOT_FOUND')
  return listStatement({ ...ctx, actor: { ...ctx.actor, userId } }, input)
}
