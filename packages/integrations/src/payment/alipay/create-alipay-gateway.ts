import { createHttpClient } from '../../http/create-http-client.ts'
import { GatewayError } from '../gateway-error.ts'
import type { PaymentGateway, StatementLine } from '../payment-gateway.ts'
import { accountLog } from './account-log.ts'
import { askAlipay } from './ask-alipay.ts'
import type { AskAlipay } from './ask-alipay.ts'
import { beijingTime } from './beijing-time.ts'
import { closeTrade } from './close-trade.ts'
import { createAlipaySdk } from './create-alipay-sdk.ts'
import type { AlipayIdentity } from './create-alipay-sdk.ts'
import { idOfOutTradeNo } from './out-trade-no.ts'
import { payAddress } from './pay-address.ts'
import { queryTrade } from './query-trade.ts'
import { refundTrade } from './refund-trade.ts'
import { verifyAlipayWebhook } from './verify-alipay-webhook.ts'

export type AlipayOptions = AlipayIdentity & {
  /** Our account at Alipay (`2088…`, 16 digits), the one that is paid. */
  sellerId: string
  /** Default `https://openapi.alipay.com`; besides it Alipay's sandbox and loopback, where the simulator lives. */
  baseUrl?: string
  /** Unix time in ms; default the system's. */
  now?: () => number
}

const allowedHosts = ['openapi.alipay.com', 'openapi-sandbox.dl.alipaydev.com']
const dayMs = 86_400_000

/**
 * Alipay for a seller in mainland China: the desktop page (`alipay.trade.page.pay`) and the phone's
 * (`alipay.trade.wap.pay`), paid in CNY. Order and refund ids must be UUIDs. An order that the buyer never opened is
 * `not-found`, not `pending`.
 * Sources: opendocs.alipay.com, alipay-sdk 4.14.0.
 * @throws TypeError for keys, ids or an address that cannot be right; never with a piece of a key
 */
export function createAlipayGateway(options: AlipayOptions): PaymentGateway {
  const { appId, sellerId, now = Date.now } = options
  if (!/^2088\d{12}$/.test(sellerId))
    throw new TypeError('alipay: ALIPAY_SELLER_ID must be 2088 and 12 more digits')
  const baseAddress = (options.baseUrl ?? 'https://openapi.alipay.com').replace(/\/+$/, '')
  const client = createHttpClient({ baseAddress, allowedHosts })
  const sdk = createAlipaySdk(options, `${baseAddress}/gateway.do`)
  const ask = askAlipay(sdk, client, now)

  return {
    id: 'alipay',
    merchant: sellerId,
    currencies: ['CNY'],
    acknowledgement: { status: 200, contentType: 'text/plain', body: 'success' },
    createPayment: async (payment) => payAddress(sdk, payment, now()),
    verifyWebhook: (raw) => verifyAlipayWebhook(sdk, { appId, sellerId }, raw),
    queryPayment: ({ orderId }) => queryTrade(ask, sellerId, orderId),
    refundPayment: (refund) => refundTrade(ask, refund),
    closePayment: ({ orderId }) => closeTrade(ask, orderId),
    statement: (day) => statementOf(ask, day),
  }
}

/**
 * The day from the account log rather than the downloadable bill: the bill covers Beijing days, is made the morning
 * after, and is a zip of GBK tables behind an address that nothing signs; the log is signed JSON for any span.
 */
async function statementOf(ask: AskAlipay, day: string): Promise<StatementLine[]> {
  const start = new Date(/^\d{4}-\d\d-\d\d$/.test(day) ? `${day}T00:00:00Z` : Number.NaN)
  // A 30th of February is read as the 2nd of March.
  if (Number.isNaN(start.getTime()) || !start.toISOString().startsWith(day))
    throw new GatewayError('GATEWAY_REFUSED')
  const log = await accountLog(ask, {
    start_time: beijingTime(start),
    end_time: beijingTime(new Date(start.getTime() + dayMs)),
  })
  return log.map(({ kind, tradeNo, outTradeNo, amountFen, at }) => ({
    kind,
    gatewayPaymentId: tradeNo,
    orderId: outTradeNo === null ? null : idOfOutTradeNo(outTradeNo),
    amountMinor: kind === 'refund' ? -amountFen : amountFen,
    currency: 'CNY',
    at,
  }))
}
