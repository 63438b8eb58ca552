import { z } from 'zod'
import { GatewayError } from '../gateway-error.ts'
import type { AskAlipay } from './ask-alipay.ts'
import { outTradeNoOf } from './out-trade-no.ts'
import { findTrade, wasPaid } from './query-trade.ts'

const closeSchema = z.object({ out_trade_no: z.string().optional() })

/**
 * `alipay.trade.close`; what it refuses to close is asked for its state.
 * @returns `not-found` when the buyer never opened the page; its address then ends with the order's `expiresAt`
 */
export async function closeTrade(
  ask: AskAlipay,
  orderId: string,
): Promise<'closed' | 'paid' | 'not-found'> {
  const outTradeNo = outTradeNoOf(orderId)
  if (outTradeNo === null) throw new GatewayError('GATEWAY_REFUSED')
  const answer = await ask('alipay.trade.close', { out_trade_no: outTradeNo }, closeSchema)
  if (answer.ok) return 'closed'
  const trade = await findTrade(ask, outTradeNo)
  if (trade === null) return 'not-found'
  if (wasPaid(trade)) return 'paid'
  if (trade.trade_status === 'TRADE_CLOSED') return 'closed'
  throw new GatewayError('GATEWAY_UNKNOWN')
}
