'use client'
import { useFormatter } from 'next-intl'

/** Writes minor units of any currency that a gateway named; its code stands with it. */
export function useMinor(): (amountMinor: number | bigint, currency: string) => string {
  const format = useFormatter()
  return (amountMinor, currency) => {
    // What a gateway says may be no currency at all.
    if (!/^[A-Z]{3}$/.test(currency)) return `${amountMinor} ${currency}`
    return format.number(Number(amountMinor) / 100, {
      style: 'currency',
      currency,
      currencyDisplay: 'code',
    })
  }
}
