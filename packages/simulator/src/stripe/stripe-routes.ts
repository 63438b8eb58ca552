import type { Route } from '../http/router.ts'
import { payPageRoutes } from '../pages/pay-page-routes.ts'
import type { StripeApi } from './stripe-api.ts'
import { stripeApi } from './stripe-api.ts'
import { stripeLook } from './stripe-look.ts'
import { findStripe, sessionId } from './stripe-payment.ts'

/** Stripe: its API for the merchant, its checkout page for the buyer. */
export function stripeRoutes(api: StripeApi): Route[] {
  const { desk } = api
  return [
    ...stripeApi(api),
    ...payPageRoutes({
      path: /^\/stripe\/pay\/(cs_test_[0-9a-f]{24})$/,
      look: stripeLook,
      find: (name) => findStripe(desk.book, name),
      press: (payment, button) => {
        if (button === 'back') return payment.cancelUrl
        if (button === 'pay' && !payment.submitted) desk.book.end(payment, 'paid')
        else if (button === 'bank') desk.submit(payment)
        else return null
        return payment.returnUrl.replaceAll('{CHECKOUT_SESSION_ID}', sessionId(payment))
      },
    }),
  ]
}
