import type { Deliveries } from '../deliveries/create-deliveries.ts'
import type { AlipayBook } from './alipay-book.ts'
import { createAlipayBook } from './alipay-book.ts'
import type { AlipayKeys, AlipaySettings } from './signing.ts'
import { alipayKeys } from './signing.ts'

/** Alipay as one application sees it. */
export type AlipayParty = {
  book: AlipayBook
  settings: AlipaySettings
  keys: AlipayKeys
  now: () => number
}

/** @param foreignSecret another gateway's, for a forger who has that one */
export function createAlipayParty(
  settings: AlipaySettings,
  foreignSecret: string,
  deliveries: Deliveries,
  now: () => number,
): AlipayParty {
  const keys = alipayKeys(settings)
  return {
    book: createAlipayBook(deliveries, now, { settings, keys, foreignSecret }),
    settings,
    keys,
    now,
  }
}
