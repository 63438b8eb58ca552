import { z } from 'zod'
import { isLoopback } from '../http/is-loopback.ts'
import type { AlipayBook, AlipayTrade } from './alipay-book.ts'
import type { Fields } from './signing.ts'
import { fen, isoOfBeijing, orderIdOf, outTradeNoOf } from './wire.ts'

const contentSchema = z.object({
  out_trade_no: z.string().regex(/^[A-Za-z0-9_]{1,64}$/),
  total_amount: z.string(),
  subject: z.string().regex(/^[^/=&]{1,256}$/),
  product_code: z.string(),
  time_expire: z.string().optional(),
  timeout_express: z
    .string()
    .regex(/^\d{1,5}[mhd]$/)
    .optional(),
  quit_url: z.string().max(400).optional(),
})
const webUrl = z.url({ protocol: /^https?$/ }).max(2000)
const MAX_FEN = 10_000_000_000
const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const
const LONGEST_DAYS = 15

export type Opened = { trade: AlipayTrade } | { subCode: string }

/** The buyer opens a pay address: the trade comes into being, or is the one that is already there. */
export function openTrade(
  book: AlipayBook,
  fields: Fields,
  sellerId: string,
  nowMs: number,
): Opened {
  const method = fields['method'] === 'alipay.trade.wap.pay' ? 'wap' : 'page'
  const content = contentSchema.safeParse(parsedJson(fields['biz_content'] ?? ''))
  const notifyUrl = webUrl.safeParse(fields['notify_url'])
  const returnUrl = webUrl.safeParse(fields['return_url'])
  if (!content.success || !notifyUrl.success || !returnUrl.success)
    return { subCode: 'ACQ.INVALID_PARAMETER' }
  const wanted = content.data
  const amountMinor = fen(wanted.total_amount)
  if (amountMinor === null || amountMinor < 1 || amountMinor > MAX_FEN)
    return { subCode: 'ACQ.INVALID_PARAMETER' }
  if (wanted.product_code !== (method === 'wap' ? 'QUICK_WAP_WAY' : 'FAST_INSTANT_TRADE_PAY'))
    return { subCode: 'ACQ.ACCESS_FORBIDDEN' }
  // It posts there: a stranger's address must not be reached from here.
  if (!isLoopback(new URL(notifyUrl.data).hostname)) return { subCode: 'ACQ.INVALID_PARAMETER' }
  const known = book.byOrder(orderIdOf(wanted.out_trade_no))
  if (known) return knownTrade(known, amountMinor, wanted.subject)
  const expiresAt = expiryOf(wanted, nowMs)
  if (expiresAt === null || Date.parse(expiresAt) <= nowMs)
    return { subCode: 'ACQ.TRADE_HAS_CLOSE' }
  const trade = book.open({
    orderId: orderIdOf(wanted.out_trade_no),
    merchant: sellerId,
    amountMinor,
    currency: 'CNY',
    subject: wanted.subject,
    notifyUrl: notifyUrl.data,
    returnUrl: returnUrl.data,
    expiresAt,
    method,
    quitUrl: webUrl.safeParse(wanted.quit_url).data ?? returnUrl.data,
  })
  return { trade }
}

/** A changed order under a used number is refused; the same one shows its page again, ended or not. */
function knownTrade(known: AlipayTrade, amountMinor: number, subject: string): Opened {
  return known.amountMinor === amountMinor && known.subject === subject
    ? { trade: known }
    : { subCode: 'ACQ.CONTEXT_INCONSISTENT' }
}

function expiryOf(
  wanted: { time_expire?: string | undefined; timeout_express?: string | undefined },
  nowMs: number,
): string | null {
  if (wanted.time_expire !== undefined) return isoOfBeijing(wanted.time_expire)
  const { timeout_express: express = `${LONGEST_DAYS}d` } = wanted
  const unit = express.slice(-1)
  const unitMs = unit === 'm' || unit === 'h' || unit === 'd' ? UNIT_MS[unit] : 0
  const leftMs = Math.min(Number(express.slice(0, -1)) * unitMs, LONGEST_DAYS * UNIT_MS.d)
  return new Date(nowMs + leftMs).toISOString()
}

export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Where the buyer goes after paying: the shop's address with signed parameters, none of which says `paid`. */
export function returnFields(trade: AlipayTrade, settings: { appId: string }, now: string): Fields {
  return {
    app_id: settings.appId,
    auth_app_id: settings.appId,
    charset: 'utf-8',
    method: `alipay.trade.${trade.method}.pay.return`,
    out_trade_no: outTradeNoOf(trade),
    seller_id: trade.merchant,
    timestamp: now,
    version: '1.0',
  }
}
