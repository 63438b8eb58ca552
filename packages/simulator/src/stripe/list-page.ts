import type { List } from './stripe-schemas.ts'
import type { StripeRefusal } from './stripe-error.ts'
import { missing } from './stripe-error.ts'
import type { View } from './stripe-views.ts'

/** One page of a list that is newest first, as Stripe pages: after or before an object's id. */
export function listPage(
  url: string,
  all: readonly View[],
  { limit, starting_after: after, ending_before: before }: List,
): { body: View } | StripeRefusal {
  const cursor = after ?? before
  const at = cursor === undefined ? -1 : all.findIndex(({ id }) => id === cursor)
  if (cursor !== undefined && at < 0)
    return missing('object', cursor, after === undefined ? 'ending_before' : 'starting_after')
  const rest = before === undefined ? all.slice(at + 1) : all.slice(0, at).toReversed()
  const page = rest.slice(0, limit)
  return {
    body: {
      object: 'list',
      data: before === undefined ? page : page.toReversed(),
      has_more: rest.length > limit,
      url,
    },
  }
}
