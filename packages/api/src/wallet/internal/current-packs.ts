import type { Deps } from '../../deps.ts'
import { currency, type StartTopUp } from '../schemas.ts'

type Price = { currency: StartTopUp['currency']; amountMinor: number; perCredits: bigint }
export type CurrentPack = {
  id: string
  code: string
  credits: bigint | null
  minCredits: bigint | null
  maxCredits: bigint | null
  prices: Price[]
}

const maxPacks = 50

/** The newest version of each pack on sale, in the order they are shown. */
export async function currentPacks(deps: Deps): Promise<CurrentPack[]> {
  const rows = await deps.prisma.pack.findMany({
    where: { retiredAt: null },
    include: { prices: true },
    orderBy: [{ position: 'asc' }, { version: 'desc' }],
    take: maxPacks,
  })
  const newest = new Map<string, (typeof rows)[number]>()
  for (const row of rows) if (!newest.has(row.code)) newest.set(row.code, row)
  return [...newest.values()].map(({ id, code, credits, minCredits, maxCredits, prices }) => ({
    id,
    code,
    credits,
    minCredits,
    maxCredits,
    prices: prices.flatMap((price) => {
      const known = currency.safeParse(price.currency)
      return known.success
        ? [{ currency: known.data, amountMinor: price.amountMinor, perCredits: price.perCredits }]
        : []
    }),
  }))
}
