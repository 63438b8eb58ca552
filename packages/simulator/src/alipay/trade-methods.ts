import { z } from 'zod'
import type { AlipayBook, AlipayTrade } from './alipay-book.ts'
import { accountLog } from './account-log.ts'
import type { Answer } from './answers.ts'
import { failed, invalid, success } from './answers.ts'
import {
  beijing,
  fen,
  orderIdOf,
  outTradeNoOf,
  refundedFen,
  tradeNoOf,
  tradeStatusOf,
  yuan,
} from './wire.ts'

const trade = { out_trade_no: z.string().optional(), trade_no: z.string().optional() }
const tradeSchema = z.object(trade)
const refundSchema = z.object({
  ...trade,
  refund_amount: z.string(),
  out_request_no: z.string().max(64).optional(),
  refund_reason: z.string().max(256).optional(),
})
const refundQuerySchema = z.object({ ...trade, out_request_no: z.string() })

type Method = (book: AlipayBook, content: unknown) => Answer

/** The calls that a merchant's server makes; `biz_content` in, the inner object of the answer out. */
export const tradeMethods: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['alipay.trade.query', withTrade(tradeSchema, (_book, found) => queried(found))],
  ['alipay.trade.close', withTrade(tradeSchema, closed)],
  ['alipay.trade.refund', withTrade(refundSchema, refunded)],
  ['alipay.trade.fastpay.refund.query', withTrade(refundQuerySchema, refundQueried)],
  ['alipay.data.bill.accountlog.query', accountLog],
])

function withTrade<Content extends { out_trade_no?: string; trade_no?: string }>(
  schema: z.ZodType<Content>,
  answer: (book: AlipayBook, found: AlipayTrade, content: Content) => Answer,
): Method {
  return (book, content) => {
    const parsed = schema.safeParse(content)
    if (!parsed.success) return invalid('isv.invalid-parameter', '参数无效')
    const found = tradeOf(book, parsed.data)
    return found === undefined
      ? failed('ACQ.TRADE_NOT_EXIST', '交易不存在')
      : answer(book, found, parsed.data)
  }
}

/** By Alipay's number first, as the real one does when both are given. */
function tradeOf(
  book: AlipayBook,
  asked: { out_trade_no?: string; trade_no?: string },
): AlipayTrade | undefined {
  const { out_trade_no: outTradeNo, trade_no: tradeNo } = asked
  if (outTradeNo !== undefined) {
    const found = book.byOrder(orderIdOf(outTradeNo))
    return found && (tradeNo === undefined || tradeNoOf(found) === tradeNo) ? found : undefined
  }
  return tradeNo === undefined ? undefined : book.all().find((one) => tradeNoOf(one) === tradeNo)
}

function named(found: AlipayTrade): Answer {
  return { trade_no: tradeNoOf(found), out_trade_no: outTradeNoOf(found) }
}

function queried(found: AlipayTrade): Answer {
  const amount = yuan(found.amountMinor)
  const paid = found.status === 'paid'
  return success({
    ...named(found),
    trade_status: tradeStatusOf(found),
    total_amount: amount,
    buyer_logon_id: 'buy***@sandbox.com',
    buyer_user_id: '2088000000000002',
    buyer_pay_amount: paid ? amount : '0.00',
    receipt_amount: paid ? amount : '0.00',
    invoice_amount: paid ? amount : '0.00',
    point_amount: '0.00',
    ...(paid ? { send_pay_date: beijing(found.closedAt ?? found.openedAt) } : {}),
  })
}

function closed(book: AlipayBook, found: AlipayTrade): Answer {
  if (found.status !== 'pending') return failed('ACQ.TRADE_STATUS_ERROR', '交易状态不合法')
  book.end(found, 'expired')
  return success(named(found))
}

function refunded(
  book: AlipayBook,
  found: AlipayTrade,
  content: z.infer<typeof refundSchema>,
): Answer {
  const amountMinor = fen(content.refund_amount)
  if (amountMinor === null || amountMinor < 1)
    return failed('ACQ.INVALID_PARAMETER', '退款金额不正确')
  // Without a number of its own a refund is the whole amount, under the order's.
  const refundId = content.out_request_no ?? outTradeNoOf(found)
  const reason = content.refund_reason ?? ''
  const answer = book.refund(found, { refundId, amountMinor, reason })
  switch (answer.kind) {
    case 'refunded':
    case 'already':
      return success({
        ...named(found),
        buyer_logon_id: 'buy***@sandbox.com',
        fund_change: answer.kind === 'refunded' ? 'Y' : 'N',
        refund_fee: yuan(refundedFen(found)),
        gmt_refund_pay: beijing(answer.refund.at),
      })
    case 'not-paid':
      return failed('ACQ.TRADE_STATUS_ERROR', '交易状态不合法')
    case 'too-much':
      return failed('ACQ.REASON_TRADE_REFUND_FEE_ERR', '退款金额错误')
    case 'conflict':
      return failed('ACQ.DISCORDANT_REPEAT_REQUEST', '不一致的请求')
  }
}

function refundQueried(
  _book: AlipayBook,
  found: AlipayTrade,
  content: z.infer<typeof refundQuerySchema>,
): Answer {
  const refund = found.refunds.find(({ refundId }) => refundId === content.out_request_no)
  // A refund that it does not know is answered with success and without a status.
  if (!refund) return success({})
  return success({
    ...named(found),
    out_request_no: content.out_request_no,
    refund_amount: yuan(refund.amountMinor),
    refund_reason: refund.reason,
    refund_status: 'REFUND_SUCCESS',
    total_amount: yuan(found.amountMinor),
  })
}
