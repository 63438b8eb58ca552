import { balanceAt } from '@aetherflow/ledger/balance-at'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import type { AccountBalances } from '../disputes/schemas.ts'

/** What each of a user's accounts held at a moment, in hundredths. Throws NOT_FOUND. */
export async function getBalancesAt(
  { deps }: UserCtx,
  input: { userId: string; at: Date },
): Promise<{ at: Date; balances: AccountBalances }> {
  const { userId, at } = input
  const user = await deps.prisma.user.findUnique({ where: { id: userId }, select: { id: true } })
  if (user === null) throw new DomainError('NOT_FOUND')
  return { at, balances: await balanceAt(deps.sql, { userId, at }) }
}
