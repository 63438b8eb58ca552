import type { AlipaySdk } from 'alipay-sdk'
import { GatewayError } from '../gateway-error.ts'
import type { CreatePayment, OpenedPayment } from '../payment-gateway.ts'
import { createPaymentSchema } from './alipay-schemas.ts'
import { beijingTime } from './beijing-time.ts'
import { outTradeNoOf } from './out-trade-no.ts'
import { yuanOf } from './yuan.ts'

/**
 * The signed address of Alipay's pay page. Nothing is asked of Alipay, and nothing exists there until the buyer opens
 * it: until then a query says `not-found`, and the address itself ends with `expiresAt`.
 * Always the address, never the SDK's HTML form, which escapes nothing but quotation marks.
 * @throws GatewayError `GATEWAY_REFUSED` for what Alipay would refuse
 */
export function payAddress(sdk: AlipaySdk, payment: CreatePayment, now: number): OpenedPayment {
  const checked = createPaymentSchema.safeParse(payment)
  const outTradeNo = outTradeNoOf(payment.orderId)
  if (!checked.success || outTradeNo === null) throw new GatewayError('GATEWAY_REFUSED')
  const { amountMinor, notifyUrl, returnUrl, expiresAt, device } = checked.data
  const subject = plainSubject(checked.data.subject)
  if (subject === '') throw new GatewayError('GATEWAY_REFUSED')
  const phone = device === 'phone'
  const redirectUrl = sdk.pageExecute(
    phone ? 'alipay.trade.wap.pay' : 'alipay.trade.page.pay',
    'GET',
    {
      // Without a zone on the wire it means Beijing; the SDK would write the process's own.
      timestamp: beijingTime(new Date(now)),
      notifyUrl,
      returnUrl,
      bizContent: {
        out_trade_no: outTradeNo,
        total_amount: yuanOf(amountMinor),
        subject,
        product_code: phone ? 'QUICK_WAP_WAY' : 'FAST_INSTANT_TRADE_PAY',
        time_expire: beijingTime(expiresAt),
        ...(phone ? { quit_url: returnUrl } : {}),
      },
    },
  )
  return { redirectUrl, gatewayPaymentId: null, reference: null }
}

/** Alipay refuses `/`, `=` and `&` in a subject. */
function plainSubject(subject: string): string {
  return subject
    .replace(/[/=&\p{Cc}]+/gu, ' ')
    .trim()
    .toWellFormed()
}
