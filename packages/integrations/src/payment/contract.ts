import { afterAll, beforeAll, describe } from 'vitest'
import { itBalancesItsBooks } from './contract/books.ts'
import { itBelievesOnlyTheGateway } from './contract/forged-webhooks.ts'
import { itGivesMoneyBack } from './contract/giving-back.ts'
import { itRefusesBadOrders } from './contract/refusals.ts'
import { itTakesPayments } from './contract/taking-payments.ts'
import type { GatewayTraits, PaymentGatewaySetup } from './contract/setup.ts'

/** What every payment gateway must do; each adapter's test runs it. */
export function describePaymentGateway(
  name: string,
  traits: GatewayTraits,
  setup: () => Promise<PaymentGatewaySetup>,
): void {
  describe(`${name} as payment gateway`, () => {
    let running: PaymentGatewaySetup
    const under = () => running

    beforeAll(async () => {
      running = await setup()
    })
    afterAll(() => running.close())

    itTakesPayments(under, traits)
    itGivesMoneyBack(under, traits)
    itBalancesItsBooks(under, traits)
    itBelievesOnlyTheGateway(under, traits)
    itRefusesBadOrders(under)
  })
}
