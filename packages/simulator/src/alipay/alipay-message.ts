import type { KeyObject } from 'node:crypto'
import { createHash, createHmac, generateKeyPairSync } from 'node:crypto'
import type { Forgery, Message, Post } from '../deliveries/message.ts'
import type { Fact, Payment } from '../payments/payment.ts'
import type { AlipayKeys, AlipaySettings, Fields } from './signing.ts'
import { signedText, signText, withSignature } from './signing.ts'
import { beijing, outTradeNoOf, refundedFen, tradeNoOf, tradeStatusOf, yuan } from './wire.ts'

/** The vendor's 4 min, 10, 10, 1 h, 2 h, 6 h, 15 h at a thousandth: 8 deliveries in all. */
const RETRY_MS = [240, 600, 600, 3600, 7200, 21_600, 54_000]

type Identity = { settings: AlipaySettings; keys: AlipayKeys; foreignSecret: string }

/** What Alipay posts to `notify_url`: a form, signed; only the word `success` ends the repeats. */
export function createAlipayMessages(
  { settings, keys, foreignSecret }: Identity,
  now: () => number,
): (trade: Payment, fact: Fact) => Message | null {
  let weak = 0
  let stranger: KeyObject | null = null
  const strangersKey = () =>
    (stranger ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)
  return (trade, fact) => {
    if (fact.kind === 'dispute') return null
    // Fixed now: a later refund must not change what an earlier notification says.
    const told = fieldsOf(trade, fact, settings)
    const fields = () => ({ ...told, notify_time: beijing(new Date(now()).toISOString()) })
    const forgeries: Record<Forgery, () => Post | null> = {
      'empty-key': () => form({ ...fields(), sign_type: 'RSA2', sign: '' }),
      'wrong-key': () => form(withSignature(fields(), strangersKey())),
      'other-gateway': () => {
        const text = signedText(fields(), [])
        const sign = createHmac('sha256', foreignSecret).update(text).digest('base64')
        return form({ ...fields(), sign_type: 'RSA2', sign })
      },
      // In turn: well signed the older way, and the oldest, which anybody can compute.
      'weak-sign-type': () =>
        form((weak += 1) % 2 === 1 ? withSha1(fields(), keys.alipay) : withMd5(fields())),
      'other-merchant': () => {
        const foreign = { ...fields(), app_id: '2021999999999999', seller_id: '2088999999999999' }
        return form(withSignature({ ...foreign, auth_app_id: foreign.app_id }, keys.alipay))
      },
      'changed-amount': () =>
        form({
          ...withSignature(fields(), keys.alipay),
          total_amount: yuan(trade.amountMinor * 100),
        }),
    }
    return {
      url: trade.notifyUrl,
      retryMs: RETRY_MS,
      write: () => form(withSignature(fields(), keys.alipay)),
      forge: (forgery) => forgeries[forgery](),
      isAccepted: (status, body) => status === 200 && body === 'success',
    }
  }
}

/** The older kind, with Alipay's own key: well signed, and no longer to be taken. */
function withSha1(fields: Fields, key: KeyObject): Fields {
  const sign = signText(signedText(fields, ['sign', 'sign_type']), key, 'RSA-SHA1')
  return { ...fields, sign_type: 'RSA', sign }
}

function withMd5(fields: Fields): Fields {
  const text = signedText(fields, ['sign', 'sign_type'])
  return { ...fields, sign_type: 'MD5', sign: createHash('md5').update(text).digest('hex') }
}

function form(fields: Fields): Post {
  return {
    body: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded; text/html; charset=utf-8' },
  }
}

function fieldsOf(
  trade: Payment,
  fact: Exclude<Fact, { kind: 'dispute' }>,
  { appId, sellerId }: AlipaySettings,
): Fields {
  const amount = yuan(trade.amountMinor)
  const key = fact.kind === 'refund' ? `refund/${fact.refund.id}` : fact.outcome
  const paid = trade.status === 'paid'
  const closedAt = beijing(trade.closedAt ?? trade.openedAt)
  return {
    notify_type: 'trade_status_sync',
    // The same for every delivery of one fact.
    notify_id: createHash('sha256').update(`${trade.id}/${key}`).digest('hex').slice(0, 34),
    app_id: appId,
    auth_app_id: appId,
    charset: 'utf-8',
    version: '1.0',
    trade_no: tradeNoOf(trade),
    out_trade_no: outTradeNoOf(trade),
    trade_status: tradeStatusOf(trade),
    subject: trade.subject,
    total_amount: amount,
    seller_id: sellerId,
    gmt_create: beijing(trade.openedAt),
    ...(paid
      ? {
          buyer_id: '2088000000000002',
          buyer_logon_id: 'buy***@sandbox.com',
          receipt_amount: amount,
          invoice_amount: amount,
          buyer_pay_amount: amount,
          point_amount: '0.00',
          gmt_payment: closedAt,
          fund_bill_list: JSON.stringify([{ amount, fundChannel: 'ALIPAYACCOUNT' }]),
        }
      : { gmt_close: closedAt }),
    ...(fact.kind === 'refund'
      ? {
          refund_fee: yuan(refundedFen(trade)),
          gmt_refund: `${beijing(fact.refund.at)}.000`,
          // Sent only with a value: an empty field is signed by some libraries and not by others.
          ...(fact.refund.refundId === null ? {} : { out_biz_no: fact.refund.refundId }),
        }
      : {}),
  }
}
