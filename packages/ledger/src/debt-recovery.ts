/**
 * What a debt (at most 0) takes of what is withdrawable, bought credits first: all that is owed, or all
 * that is there. Hundredths; the arithmetic of `ledger.recover_debt`.
 */
export function debtRecovery(wallet: { available: bigint; earned: bigint; debt: bigint }): {
  fromAvailable: bigint
  fromEarned: bigint
} {
  const owed = -wallet.debt
  const there = wallet.available + wallet.earned
  const paid = owed < there ? owed : there
  const fromAvailable = paid < wallet.available ? paid : wallet.available
  return { fromAvailable, fromEarned: paid - fromAvailable }
}
