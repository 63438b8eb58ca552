import type { z } from 'zod'
import { GatewayError } from '../gateway-error.ts'
import type { GatewayRefund, PaymentState } from '../payment-gateway.ts'
import { accountLog } from './account-log.ts'
import { tradeSchema } from './alipay-schemas.ts'
import type { AskAlipay } from './ask-alipay.ts'
import { idOfOutTradeNo, outTradeNoOf } from './out-trade-no.ts'

type Trade = z.infer<typeof tradeSchema>

/** Alipay's own number for a trade, and ours. */
export async function findTrade(ask: AskAlipay, outTradeNo: string): Promise<Trade | null> {
  const answer = await ask('alipay.trade.query', { out_trade_no: outTradeNo }, tradeSchema)
  if (!answer.ok) {
    if (answer.subCode === 'ACQ.TRADE_NOT_EXIST') return null
    throw new GatewayError('GATEWAY_REFUSED')
  }
  // An answer about another trade must never be read as this one's.
  if (answer.body.out_trade_no !== outTradeNo) throw new GatewayError('GATEWAY_UNKNOWN')
  return answer.body
}

/** A fully refunded trade is closed too; only its time of payment tells it from one that was never paid. */
export function wasPaid(trade: Trade): boolean {
  return (
    trade.trade_status === 'TRADE_SUCCESS' ||
    trade.trade_status === 'TRADE_FINISHED' ||
    (trade.trade_status === 'TRADE_CLOSED' && trade.send_pay_date !== undefined)
  )
}

/**
 * `alipay.trade.query`, with the refunds that the account log knows. The trade's answer names none, and no call lists
 * them; an application without the right to read the log sees a full refund only (the trade is then closed).
 * @param merchant the seller that the payment belongs to: the answer is signed for this application's seller alone
 */
export async function queryTrade(
  ask: AskAlipay,
  merchant: string,
  orderId: string,
): Promise<PaymentState> {
  const outTradeNo = outTradeNoOf(orderId)
  if (outTradeNo === null) throw new GatewayError('GATEWAY_REFUSED')
  const trade = await findTrade(ask, outTradeNo)
  if (trade === null) return { kind: 'not-found' }
  if (trade.trade_status === 'WAIT_BUYER_PAY') return { kind: 'pending' }
  // Alipay does not say whether time, buyer or shop closed it.
  if (!wasPaid(trade)) return { kind: 'closed', reason: 'expired' }
  if (trade.send_pay_date === undefined) throw new GatewayError('GATEWAY_UNKNOWN')
  return {
    kind: 'paid',
    gatewayPaymentId: trade.trade_no,
    amountMinor: trade.total_amount,
    currency: trade.trans_currency || 'CNY',
    merchant,
    paidAt: trade.send_pay_date,
    refunds: await refundsOf(ask, trade),
    disputes: [],
  }
}

/** One name for a refund, whether it comes from its own answer or from the log. */
export function gatewayRefundId(tradeNo: string, outRequestNo: string): string {
  return `${tradeNo}-${outRequestNo}`
}

async function refundsOf(ask: AskAlipay, trade: Trade): Promise<GatewayRefund[]> {
  // The payment's own answer decides on credits; that the log is closed or late must not hold it up.
  const log = await accountLog(ask, { merchant_order_no: trade.out_trade_no }).catch(() => [])
  const refunds = log
    .filter(({ kind, tradeNo }) => kind === 'refund' && tradeNo === trade.trade_no)
    .map(({ outRequestNo, accountLogId, amountFen }): GatewayRefund => ({
      refundId: outRequestNo === null ? null : idOfOutTradeNo(outRequestNo),
      gatewayRefundId: gatewayRefundId(trade.trade_no, outRequestNo ?? accountLogId),
      amountMinor: amountFen,
      state: 'done',
    }))
  if (refunds.length > 0 || trade.trade_status !== 'TRADE_CLOSED') return refunds
  return [
    {
      refundId: null,
      gatewayRefundId: gatewayRefundId(trade.trade_no, 'all'),
      amountMinor: trade.total_amount,
      state: 'done',
    },
  ]
}
