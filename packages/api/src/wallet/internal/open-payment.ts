import type { Order } from '@aetherflow/db/generated/prisma/client'
import type { Deps } from '../../deps.ts'
import { DomainError } from '../../domain-error.ts'
import { currency } from '../schemas.ts'

/** Asks the gateway for a payment page (idempotent by order) and remembers its address. Throws GATEWAY_UNAVAILABLE. */
export async function openPayment(deps: Deps, order: Order): Promise<Order> {
  const gateway = deps.gateways.get(order.gateway)
  if (gateway === undefined) throw new DomainError('GATEWAY_UNAVAILABLE')
  const payment = await gateway
    .createPayment({
      orderId: order.id,
      amountMinor: order.amountMinor,
      currency: currency.parse(order.currency),
      subject: `Aetherflow ${order.credits / 100n} credits`,
      notifyUrl: `${deps.publicUrl}/api/webhooks/${gateway.id}`,
      returnUrl: `${deps.publicUrl}/orders/${order.id}`,
      expiresAt: order.expiresAt,
    })
    .catch((cause: unknown) => {
      throw new DomainError('GATEWAY_UNAVAILABLE', {}, cause)
    })
  return deps.prisma.order.update({
    where: { id: order.id },
    data: { redirectUrl: payment.redirectUrl, gatewayPaymentId: payment.gatewayPaymentId },
  })
}
