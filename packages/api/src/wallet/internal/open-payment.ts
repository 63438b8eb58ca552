import type { Order } from '@aetherflow/db/generated/prisma/client'
import type { Deps } from '../../deps.ts'
import { DomainError } from '../../domain-error.ts'
import { currency, device } from '../schemas.ts'

/**
 * Asks the gateway for a payment page (idempotent by order) and remembers where it is, unless somebody
 * else has meanwhile, or the order has ended. Throws GATEWAY_UNAVAILABLE.
 */
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
      device: device.parse(order.device),
    })
    .catch((cause: unknown) => {
      throw new DomainError('GATEWAY_UNAVAILABLE', {}, cause)
    })
  // A slow answer must not overwrite what the payment itself has told since.
  await deps.prisma.order.updateMany({
    where: { id: order.id, status: 'pending', redirectUrl: null },
    data: {
      redirectUrl: payment.redirectUrl,
      gatewayPaymentId: payment.gatewayPaymentId,
      gatewayReference: payment.reference,
    },
  })
  return deps.prisma.order.findUniqueOrThrow({ where: { id: order.id } })
}
