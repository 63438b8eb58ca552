import { describe, expect, it } from 'vitest'
import type { AskAlipay } from './ask-alipay.ts'
import { refundTrade } from './refund-trade.ts'

const tradeNo = '2026112222001400000000000001'
const refund = {
  orderId: '01890f2e-5c6a-7bcd-8ef0-123456789abc',
  reference: null,
  gatewayPaymentId: tradeNo,
  refundId: 'ffffffff-5c6a-7bcd-8ef0-123456789abc',
  amountMinor: 500,
  currency: 'CNY',
  reason: 'not as described',
}
const outRequestNo = 'ffffffff5c6a7bcd8ef0123456789abc'
const moved = { trade_no: tradeNo, out_trade_no: '01890f2e5c6a7bcd8ef0123456789abc' }
const done = {
  refund_status: 'REFUND_SUCCESS',
  refund_amount: '5.00',
  out_request_no: outRequestNo,
}

/** An Alipay with one answer for each method. */
function alipayThat(answers: Record<string, object | string>) {
  const asked: [string, Readonly<Record<string, string>>][] = []
  const ask: AskAlipay = async (method, content, schema) => {
    asked.push([method, content])
    const answer = answers[method]
    return typeof answer === 'string'
      ? { ok: false, subCode: answer }
      : { ok: true, body: schema.parse(answer) }
  }
  return { ask, asked }
}
const both = (fundChange: 'Y' | 'N', query: object | string) =>
  alipayThat({
    'alipay.trade.refund': { ...moved, fund_change: fundChange },
    'alipay.trade.fastpay.refund.query': query,
  })

describe('a refund', () => {
  it('goes out under our id, in yuan, and is done when money moved in this call', async () => {
    const { ask, asked } = both('Y', {})
    expect(await refundTrade(ask, refund)).toEqual({
      kind: 'refunded',
      gatewayRefundId: `${tradeNo}-${outRequestNo}`,
    })
    expect(asked).toEqual([
      [
        'alipay.trade.refund',
        {
          out_trade_no: moved.out_trade_no,
          trade_no: tradeNo,
          out_request_no: outRequestNo,
          refund_amount: '5.00',
          refund_reason: 'not as described',
        },
      ],
    ])
  })

  it('that moved no money in this call was done before, when Alipay says so', async () => {
    expect(await refundTrade(both('N', done).ask, refund)).toMatchObject({ kind: 'refunded' })
  })

  it.each([
    ['knows nothing of it', {}],
    ['has it under way', { ...done, refund_status: 'REFUND_PROCESSING' }],
    ['cannot tell', 'ACQ.TRADE_NOT_EXIST'],
  ])('that moved no money is pending while the query %s', async (_name, query) => {
    expect(await refundTrade(both('N', query).ask, refund)).toMatchObject({ kind: 'pending' })
  })

  it.each([
    ['another amount', { ...done, refund_amount: '6.00' }],
    ['another request', { ...done, out_request_no: 'x' }],
  ])('whose id stands for %s is not taken for done', async (_name, query) => {
    await expect(refundTrade(both('N', query).ask, refund)).rejects.toMatchObject({
      code: 'GATEWAY_REFUSED',
    })
  })

  it('about another order is not believed', async () => {
    const { ask } = alipayThat({
      'alipay.trade.refund': { ...moved, out_trade_no: 'f'.repeat(32), fund_change: 'Y' },
    })
    await expect(refundTrade(ask, refund)).rejects.toMatchObject({ code: 'GATEWAY_UNKNOWN' })
  })

  it('that the seller cannot cover says why', async () => {
    const { ask } = alipayThat({ 'alipay.trade.refund': 'ACQ.SELLER_BALANCE_NOT_ENOUGH' })
    expect(await refundTrade(ask, refund)).toEqual({
      kind: 'refused',
      reason: 'ACQ.SELLER_BALANCE_NOT_ENOUGH',
    })
  })

  it.each([{ orderId: 'order-1' }, { refundId: 'refund-1' }])(
    'with %j is not sent',
    async (change) => {
      const { ask, asked } = both('Y', {})
      await expect(refundTrade(ask, { ...refund, ...change })).rejects.toMatchObject({
        code: 'GATEWAY_REFUSED',
      })
      expect(asked).toEqual([])
    },
  )

  it('has its reason cut to what Alipay takes', async () => {
    const { ask, asked } = both('Y', {})
    await refundTrade(ask, { ...refund, reason: '因'.repeat(500) })
    expect(asked[0]?.[1]['refund_reason']).toHaveLength(200)
  })
})
