import type { z } from 'zod'
import { GatewayError } from '../gateway-error.ts'
import type { AskAlipay } from './ask-alipay.ts'
import { accountLogSchema } from './alipay-schemas.ts'
import { fenOf } from './yuan.ts'

export type LogLine = {
  kind: 'payment' | 'refund'
  accountLogId: string
  tradeNo: string
  outTradeNo: string | null
  /** The `out_request_no` of a refund made by a merchant's request. */
  outRequestNo: string | null
  amountFen: number
  at: Date
}
type Item = NonNullable<z.infer<typeof accountLogSchema>['detail_list']>[number]

const pageSize = 2000
/** Half a million lines; a shop with more a day needs another way. */
const maxPages = 250

/**
 * The account's own log, page by page: what came in for a trade, what went back. Fees, withdrawals and transfers are
 * left out.
 * @param filter `start_time` and `end_time` (Beijing time, the end excluded), or one `merchant_order_no`
 * @throws GatewayError
 */
export async function accountLog(
  ask: AskAlipay,
  filter: Readonly<Record<string, string>>,
): Promise<LogLine[]> {
  const items: Item[] = []
  for (let page = 1; page <= maxPages; page += 1) {
    const answer = await ask(
      'alipay.data.bill.accountlog.query',
      { ...filter, page_no: String(page), page_size: String(pageSize) },
      accountLogSchema,
    )
    if (!answer.ok) throw new GatewayError('GATEWAY_REFUSED')
    const { detail_list: details = [], total_size: total } = answer.body
    items.push(...details)
    if (items.length >= Number(total)) return items.flatMap(lineOf)
    // Fewer than announced: the log changed under us, and half a log is worse than none.
    if (details.length === 0) throw new GatewayError('GATEWAY_UNKNOWN')
  }
  throw new GatewayError('GATEWAY_UNKNOWN')
}

/** The direction is what tells; the type's words are "for reference only" (open platform), and sort out fees here. */
function lineOf(item: Item): LogLine[] {
  const words = `${item.type ?? ''} ${item.biz_desc ?? ''}`
  const outgoing = item.direction === '支出'
  const tradeNo = item.alipay_order_no ?? ''
  if (tradeNo === '' || /收费|退费|服务费|手续费|提现|转账|充值/.test(words)) return []
  if (outgoing && !item.merchant_out_refund_no && !words.includes('退款')) return []
  if (!outgoing && item.direction !== '收入') throw new GatewayError('GATEWAY_UNKNOWN')
  // Outgoing amounts are documented as negative and often come without the sign.
  const amountFen = fenOf(item.trans_amount.replace(/^-/, ''))
  if (amountFen === null) throw new GatewayError('GATEWAY_UNKNOWN')
  return [
    {
      kind: outgoing ? 'refund' : 'payment',
      accountLogId: item.account_log_id,
      tradeNo,
      outTradeNo: item.merchant_order_no || null,
      outRequestNo: item.merchant_out_refund_no || null,
      amountFen,
      at: item.trans_dt,
    },
  ]
}
