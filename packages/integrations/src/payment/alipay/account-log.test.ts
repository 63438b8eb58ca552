import { describe, expect, it } from 'vitest'
import { accountLog } from './account-log.ts'
import type { AskAlipay } from './ask-alipay.ts'

const income = {
  account_log_id: '1',
  alipay_order_no: '2026112222001400000000000001',
  merchant_order_no: '01890f2e5c6a7bcd8ef0123456789abc',
  direction: '收入',
  trans_amount: '35.00',
  trans_dt: '2026-11-22 23:30:05',
  type: '交易',
  biz_desc: '0020001|交易收款',
}
const refund = {
  ...income,
  account_log_id: '2',
  merchant_out_refund_no: 'ffffffff5c6a7bcd8ef0123456789abc',
  direction: '支出',
  trans_amount: '-5.00',
  type: '交易退款',
  biz_desc: '0020002|交易退款',
}
const day = { start_time: '2026-11-22 08:00:00', end_time: '2026-11-23 08:00:00' }

/** An Alipay that holds these lines, and the questions it was asked. */
function logOf(lines: readonly object[], total = lines.length) {
  const asked: Readonly<Record<string, string>>[] = []
  const ask: AskAlipay = async (_method, content, schema) => {
    asked.push(content)
    const size = Number(content['page_size'])
    const from = (Number(content['page_no']) - 1) * size
    const details = lines.slice(from, from + size)
    return {
      ok: true,
      body: schema.parse({
        total_size: String(total),
        // The real one leaves an empty list out.
        ...(details.length > 0 ? { detail_list: details } : {}),
      }),
    }
  }
  return { ask, asked }
}

describe('the account log', () => {
  it('tells payments from refunds and keeps their numbers', async () => {
    expect(await accountLog(logOf([income, refund]).ask, day)).toEqual([
      {
        kind: 'payment',
        accountLogId: '1',
        tradeNo: income.alipay_order_no,
        outTradeNo: income.merchant_order_no,
        outRequestNo: null,
        amountFen: 3500,
        at: new Date('2026-11-22T15:30:05Z'),
      },
      {
        kind: 'refund',
        accountLogId: '2',
        tradeNo: income.alipay_order_no,
        outTradeNo: income.merchant_order_no,
        outRequestNo: refund.merchant_out_refund_no,
        amountFen: 500,
        at: new Date('2026-11-22T15:30:05Z'),
      },
    ])
  })

  it('knows a refund made at the desk by its words, and one without its sign', async () => {
    const { merchant_out_refund_no: _number, ...desk } = refund
    const lines = await accountLog(logOf([{ ...desk, trans_amount: '5.00' }]).ask, day)
    expect(lines).toMatchObject([{ kind: 'refund', outRequestNo: null, amountFen: 500 }])
  })

  it.each([
    ['the fee of a payment', { ...income, direction: '支出', type: '收费', trans_amount: '-0.21' }],
    ['a fee given back', { ...income, type: '退费', trans_amount: '0.21' }],
    ['a fee told by its words alone', { ...refund, type: '其它', biz_desc: '0030001|服务费' }],
    ['a withdrawal', { ...income, direction: '支出', type: '提现', biz_desc: '' }],
    ['a transfer', { ...income, type: '转账' }],
    ['a line without a trade', { ...income, alipay_order_no: '' }],
    [
      'money out for no refund',
      { ...income, direction: '支出', type: '其它', biz_desc: '0090001|保证金' },
    ],
  ])('leaves out %s', async (_name, line) => {
    expect(await accountLog(logOf([line]).ask, day)).toEqual([])
  })

  it.each([
    ['in no direction', { ...income, direction: '' }],
    ['of no amount', { ...income, trans_amount: '1e3' }],
  ])('is not read at all with a line %s', async (_name, line) => {
    await expect(accountLog(logOf([income, line]).ask, day)).rejects.toMatchObject({
      code: 'GATEWAY_UNKNOWN',
    })
  })

  it('is read to its last page', async () => {
    const lines = Array.from({ length: 4001 }, (_, index) => ({
      ...income,
      account_log_id: String(index),
    }))
    const { ask, asked } = logOf(lines)
    const read = await accountLog(ask, day)
    expect(new Set(read.map(({ accountLogId }) => accountLogId)).size).toBe(4001)
    expect(asked).toEqual(
      ['1', '2', '3'].map((page) => ({ ...day, page_no: page, page_size: '2000' })),
    )
  })

  it('is empty on an empty day, in one question', async () => {
    const { ask, asked } = logOf([])
    expect(await accountLog(ask, day)).toEqual([])
    expect(asked).toHaveLength(1)
  })

  it('that ends before its announced end is no log', async () => {
    await expect(accountLog(logOf([income], 2).ask, day)).rejects.toMatchObject({
      code: 'GATEWAY_UNKNOWN',
    })
  })

  it('that Alipay keeps shut is a refusal', async () => {
    const shut: AskAlipay = async () => ({ ok: false, subCode: 'INVALID_PARAMETER' })
    await expect(accountLog(shut, day)).rejects.toMatchObject({ code: 'GATEWAY_REFUSED' })
  })
})
