import { expect, it } from 'vitest'
import type { AskAlipay } from './ask-alipay.ts'
import { queryTrade } from './query-trade.ts'

const orderId = '01890f2e-5c6a-7bcd-8ef0-123456789abc'
const trade = {
  trade_no: '2026112222001400000000000001',
  out_trade_no: '01890f2e5c6a7bcd8ef0123456789abc',
  trade_status: 'TRADE_SUCCESS',
  total_amount: '35.00',
  send_pay_date: '2026-11-22 23:30:05',
}
const refund = {
  account_log_id: '2',
  alipay_order_no: trade.trade_no,
  merchant_order_no: trade.out_trade_no,
  merchant_out_refund_no: 'ffffffff5c6a7bcd8ef0123456789abc',
  direction: '支出',
  trans_amount: '-5.00',
  trans_dt: '2026-11-22 23:40:00',
}
const alipayWith =
  (lines: readonly object[], status = 'TRADE_SUCCESS'): AskAlipay =>
  async (method, _content, schema) => ({
    ok: true,
    body: schema.parse(
      method === 'alipay.trade.query'
        ? { ...trade, trade_status: status }
        : { total_size: String(lines.length), detail_list: lines },
    ),
  })
const refundsOf = async (ask: AskAlipay) => {
  const state = await queryTrade(ask, '2088000000000001', orderId)
  return state.kind === 'paid' ? state.refunds : state.kind
}
const seen = {
  refundId: 'ffffffff-5c6a-7bcd-8ef0-123456789abc',
  gatewayRefundId: `${trade.trade_no}-${refund.merchant_out_refund_no}`,
  amountMinor: 500,
  state: 'done',
}

it('shows the refunds of its own trade and of no other', async () => {
  const foreign = {
    ...refund,
    account_log_id: '3',
    alipay_order_no: '2026112222001400000000000009',
  }
  expect(await refundsOf(alipayWith([refund, foreign]))).toEqual([seen])
})

it('shows each refund of a trade that they closed, not the whole once more', async () => {
  const rest = {
    ...refund,
    account_log_id: '3',
    merchant_out_refund_no: 'DESK-1',
    trans_amount: '-30.00',
  }
  expect(await refundsOf(alipayWith([refund, rest], 'TRADE_CLOSED'))).toEqual([
    seen,
    {
      refundId: null,
      gatewayRefundId: `${trade.trade_no}-DESK-1`,
      amountMinor: 3000,
      state: 'done',
    },
  ])
})

it('shows a closed trade that was paid as refunded whole where the log shows nothing', async () => {
  expect(await refundsOf(alipayWith([], 'TRADE_CLOSED'))).toEqual([
    {
      refundId: null,
      gatewayRefundId: `${trade.trade_no}-all`,
      amountMinor: 3500,
      state: 'done',
    },
  ])
})
