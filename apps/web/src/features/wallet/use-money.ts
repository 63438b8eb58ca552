'use client'
import { useFormatter } from 'next-intl'

type Currency = 'USD' | 'CNY'
type Money = { amountMinor: number; currency: Currency }

/** Writes minor units as money. `code` says CNY or USD, where no currency switch stands beside it. */
export function useMoney(): (money: Money, style?: 'symbol' | 'code') => string {
  const format = useFormatter()
  return ({ amountMinor, currency }, style = 'symbol') =>
    format.number(amountMinor / 100, {
      style: 'currency',
      currency,
      currencyDisplay: style === 'code' ? 'code' : 'narrowSymbol',
    })
}
