import type { StatementLine } from '@aetherflow/api/wallet/statement-schemas'

type Type = StatementLine['type']

/** What the reader may narrow the statement to, in the words of a wallet rather than of a ledger. */
export const filters = ['all', 'topUps', 'spent', 'earned', 'returned', 'bonus'] as const
export type Filter = (typeof filters)[number]

const typesOf: Record<Filter, readonly Type[]> = {
  all: [],
  topUps: ['recharge', 'payment_refund', 'chargeback', 'debt_recovery'],
  spent: ['hold', 'consume'],
  earned: ['earn', 'mature', 'commission', 'compensation', 'reversal', 'buy_out'],
  returned: ['release', 'refund'],
  bonus: ['bonus', 'expiry'],
}

/** The statement types of a filter; none means all of them. */
export function typesOfFilter(filter: Filter): Type[] {
  return [...typesOf[filter]]
}

/** The filter that an address names, `all` for anything else. */
export function readFilter(text: string | string[] | undefined): Filter {
  return filters.find((filter) => filter === text) ?? 'all'
}
