import type { OrderView, packView } from '@aetherflow/api/wallet/schemas'
import type { z } from 'zod'

export type Pack = z.infer<typeof packView>
export type Currency = OrderView['currency']

/**
 * Minor units that `credits` (hundredths) of a pack cost in a currency: rounded up, as the order will be.
 * Null when the pack is not sold in that currency.
 */
export function priceOfPack(pack: Pack, credits: bigint, currency: Currency): number | null {
  const rate = pack.prices.find((price) => price.currency === currency)
  if (rate === undefined) return null
  const exact = credits * BigInt(rate.amountMinor)
  return Number((exact + rate.perCredits - 1n) / rate.perCredits)
}

/** The currencies in which anything is sold, the reader's likely one first. */
export function currenciesOf(packs: readonly Pack[], likely: Currency): Currency[] {
  const sold = new Set(packs.flatMap(({ prices }) => prices.map(({ currency }) => currency)))
  return [...sold].toSorted((a, b) => Number(b === likely) - Number(a === likely))
}

type Typed = { ok: true; credits: bigint } | { ok: false; reason: 'empty' | 'form' | 'range' }

/** What somebody typed as an amount: whole credits within the pack's bounds. Grouping commas are welcome. */
export function readCustomAmount(text: string, pack: Pack): Typed {
  const plain = text.replace(/[\s,，]/g, '')
  if (plain === '') return { ok: false, reason: 'empty' }
  if (!/^\d{1,9}$/.test(plain)) return { ok: false, reason: 'form' }
  const credits = BigInt(plain) * 100n
  const inRange = credits >= (pack.minCredits ?? 0n) && credits <= (pack.maxCredits ?? 0n)
  return inRange ? { ok: true, credits } : { ok: false, reason: 'range' }
}
