import { type CreditHundredths, upstreamCreditE4 } from '@aetherflow/db/quantities'
import { price } from '@aetherflow/ledger/pricing'

/** What a task costs on a resource, in hundredths of a credit: the ledger's price. The twin of `queue.price_of`. */
export function priceOf(costE4: bigint, priceE4: bigint): CreditHundredths {
  return price(upstreamCreditE4(costE4), priceE4)
}
