import type { LedgerModel, Refused } from './ledger-model.ts'

const DAY_MS = 86_400_000

/** The door `grant_bonus`. */
export function grant(
  model: LedgerModel,
  command: { userId: string; reason: string },
): { amount: bigint; repeated: boolean } | Refused {
  const user = model.users.get(command.userId)
  if (user === undefined) return { refused: 'NOT_FOUND' }
  const before = user.lots.get(command.reason)
  if (before !== undefined) return { amount: before.amount, repeated: true }
  if (command.reason === 'email_verified' && !user.verified)
    return { refused: 'EMAIL_NOT_VERIFIED' }
  const rule = model.rules.grants[command.reason]
  if (rule === undefined) return { refused: 'GRANT_UNAVAILABLE' }
  const expiresAt = model.now + rule.validDays * DAY_MS
  user.lots.set(command.reason, {
    reason: command.reason,
    amount: rule.amount,
    remaining: rule.amount,
    expiresAt,
  })
  model.platform.bonusExpense -= rule.amount
  return { amount: rule.amount, repeated: false }
}
