import { z } from 'zod'
import { bookLines } from '../payments/book-lines.ts'
import type { BookLine } from '../payments/book-lines.ts'
import type { AlipayBook, AlipayTrade } from './alipay-book.ts'
import type { Answer } from './answers.ts'
import { failed, invalid, success } from './answers.ts'
import { beijing, isoOfBeijing, orderIdOf, outTradeNoOf, tradeNoOf, yuan } from './wire.ts'

const schema = z.object({
  start_time: z.string().optional(),
  end_time: z.string().optional(),
  merchant_order_no: z.string().optional(),
  page_no: z
    .string()
    .regex(/^\d{1,8}$/)
    .default('1'),
  page_size: z
    .string()
    .regex(/^\d{1,8}$/)
    .default('2000'),
})
const LONGEST_SPAN_MS = 31 * 86_400_000
/** 0.6 %, the usual rate; half a fen is rounded to the even one by nobody here. */
const feeOf = (amountMinor: number) => Math.round(amountMinor * 0.006)

/** `alipay.data.bill.accountlog.query`: everything that moved the seller's balance, fees among it, oldest first. */
export function accountLog(book: AlipayBook, content: unknown): Answer {
  const parsed = schema.safeParse(content)
  if (!parsed.success) return invalid('isv.invalid-parameter', '参数无效')
  const asked = parsed.data
  const pageSize = Number(asked.page_size)
  if (pageSize < 1000 || pageSize > 2000) return failed('INVALID_PARAMETER', '分页大小1000-2000')
  const items = itemsOf(book, asked)
  if (items === null) return failed('INVALID_PARAMETER', '起止时间不正确')
  const start = (Number(asked.page_no) - 1) * pageSize
  return success({
    page_no: asked.page_no,
    page_size: asked.page_size,
    total_size: String(items.length),
    detail_list: items.slice(start, start + pageSize),
  })
}

function itemsOf(book: AlipayBook, asked: z.infer<typeof schema>): Answer[] | null {
  if (asked.merchant_order_no !== undefined) {
    const found = book.byOrder(orderIdOf(asked.merchant_order_no))
    return found ? bookLines(found).flatMap(itemsOfLine) : []
  }
  const start = isoOfBeijing(asked.start_time ?? '')
  const end = isoOfBeijing(asked.end_time ?? '')
  if (start === null || end === null) return null
  const spanMs = Date.parse(end) - Date.parse(start)
  if (spanMs <= 0 || spanMs > LONGEST_SPAN_MS) return null
  return book
    .all()
    .flatMap((trade) => bookLines(trade))
    .filter(({ at }) => at >= start && at < end)
    .toSorted((one, other) => one.at.localeCompare(other.at))
    .flatMap(itemsOfLine)
}

/** A payment comes in whole and its fee goes out; a refund takes both back. */
function itemsOfLine(line: BookLine<AlipayTrade>): Answer[] {
  const { kind, id, payment, amountMinor } = line
  const refund = payment.refunds.find((one) => one.id === id)
  const words = kind === 'payment' ? ['交易', '0020001|交易收款'] : ['交易退款', '0020002|交易退款']
  const fee = feeOf(amountMinor)
  return [
    item(line, id, amountMinor, words, refund?.refundId ?? ''),
    ...(fee === 0 ? [] : [item(line, `${id}-fee`, -fee, ['收费', '0030001|交易服务费'], '')]),
  ]
}

function item(
  { payment, at }: BookLine<AlipayTrade>,
  key: string,
  amountMinor: number,
  [type, bizDesc]: readonly string[],
  outRequestNo: string,
): Answer {
  return {
    account_log_id: key,
    alipay_order_no: tradeNoOf(payment),
    merchant_order_no: outTradeNoOf(payment),
    ...(outRequestNo === '' ? {} : { merchant_out_refund_no: outRequestNo }),
    direction: amountMinor > 0 ? '收入' : '支出',
    trans_amount: yuan(amountMinor),
    trans_dt: beijing(at),
    balance: '10000.00',
    type,
    biz_desc: bizDesc,
    other_account: 'buy***@sandbox.com',
  }
}
