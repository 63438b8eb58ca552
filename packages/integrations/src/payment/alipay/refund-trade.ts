import { GatewayError } from '../gateway-error.ts'
import type { RefundOutcome, RefundPayment } from '../payment-gateway.ts'
import { refundQuerySchema, refundSchema } from './alipay-schemas.ts'
import type { AskAlipay } from './ask-alipay.ts'
import { outTradeNoOf } from './out-trade-no.ts'
import { gatewayRefundId } from './query-trade.ts'
import { maxFen, yuanOf } from './yuan.ts'

/**
 * `alipay.trade.refund` with our refund's id as `out_request_no`, under which Alipay moves money once. `fund_change`
 * says whether this very call moved it; where it did not, `refund.query` tells whether an earlier one had.
 * @throws GatewayError `GATEWAY_UNKNOWN` when it must be repeated, with the same id
 */
export async function refundTrade(ask: AskAlipay, refund: RefundPayment): Promise<RefundOutcome> {
  const outTradeNo = outTradeNoOf(refund.orderId)
  const outRequestNo = outTradeNoOf(refund.refundId)
  const { amountMinor } = refund
  if (outTradeNo === null || outRequestNo === null) throw new GatewayError('GATEWAY_REFUSED')
  if (refund.currency !== 'CNY') return { kind: 'refused', reason: 'CURRENCY' }
  if (!Number.isInteger(amountMinor) || amountMinor < 1 || amountMinor > maxFen)
    return { kind: 'refused', reason: 'AMOUNT' }
  const answer = await ask(
    'alipay.trade.refund',
    {
      out_trade_no: outTradeNo,
      trade_no: refund.gatewayPaymentId,
      out_request_no: outRequestNo,
      refund_amount: yuanOf(amountMinor),
      refund_reason: refund.reason.slice(0, 200).toWellFormed() || 'refund',
    },
    refundSchema,
  )
  if (!answer.ok) return { kind: 'refused', reason: answer.subCode || 'REFUSED' }
  if (answer.body.out_trade_no !== outTradeNo) throw new GatewayError('GATEWAY_UNKNOWN')
  const gatewayRefund = gatewayRefundId(answer.body.trade_no, outRequestNo)
  if (answer.body.fund_change === 'Y') return { kind: 'refunded', gatewayRefundId: gatewayRefund }
  const done = await isRefunded(ask, { outTradeNo, outRequestNo, amountMinor })
  return { kind: done ? 'refunded' : 'pending', gatewayRefundId: gatewayRefund }
}

async function isRefunded(
  ask: AskAlipay,
  wanted: { outTradeNo: string; outRequestNo: string; amountMinor: number },
): Promise<boolean> {
  const answer = await ask(
    'alipay.trade.fastpay.refund.query',
    { out_trade_no: wanted.outTradeNo, out_request_no: wanted.outRequestNo },
    refundQuerySchema,
  )
  if (!answer.ok || answer.body.refund_status !== 'REFUND_SUCCESS') return false
  const { out_request_no: about, refund_amount: amount } = answer.body
  // The same id was used for another refund: somebody must look.
  if (about !== wanted.outRequestNo || amount !== wanted.amountMinor)
    throw new GatewayError('GATEWAY_REFUSED')
  return true
}
