import type { OrderView, packsOutput } from '@aetherflow/api/wallet/schemas'
import type { z } from 'zod'
import type { Currency } from './price-of-pack.ts'

export type Shop = z.infer<typeof packsOutput>
export type Method = Shop['methods'][number]
type Gateway = OrderView['gateway']

/** Where people of a currency expect to pay; play money first, where there is any. */
const expected: Record<Currency, readonly Gateway[]> = {
  CNY: ['sandbox', 'alipay', 'stripe'],
  USD: ['sandbox', 'stripe', 'alipay'],
}

/** Methods in the order in which a reader looks for them; those that take nothing that is sold are left out. */
export function methodsFor(
  methods: readonly Method[],
  sold: readonly Currency[],
  likely: Currency,
): Method[] {
  const place = ({ gateway }: Method) => expected[likely].indexOf(gateway)
  return methods
    .filter(({ currencies }) => currencies.some((each) => sold.includes(each)))
    .toSorted((a, b) => place(a) - place(b))
}

/** The currencies of a method among those sold, in the order in which they were given. */
export function currenciesFor(method: Method | undefined, sold: readonly Currency[]): Currency[] {
  return sold.filter((each) => method?.currencies.includes(each))
}

/** The currency that stays when the method changes: the one chosen, or the method's likeliest. */
export function currencyFor(
  method: Method | undefined,
  sold: readonly Currency[],
  chosen: Currency,
): Currency | null {
  const taken = currenciesFor(method, sold)
  return taken.includes(chosen) ? chosen : (taken[0] ?? null)
}
