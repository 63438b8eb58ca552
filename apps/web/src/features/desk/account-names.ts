import type { AccountName } from '@aetherflow/api/disputes/schemas'

/** A user's accounts in the order in which the wallet names them. */
export const accountNames: readonly AccountName[] = [
  'available',
  'bonus',
  'promoEarned',
  'earned',
  'held',
  'pending',
  'debt',
]
