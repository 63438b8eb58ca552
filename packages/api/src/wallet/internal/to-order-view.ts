import type { Order } from '@aetherflow/db/generated/prisma/client'
import { currency, device, gatewayId, type OrderView } from '../schemas.ts'

/** What a buyer sees of an order; `atDesk`: minor units that went back at the gateway's own desk. */
export function toOrderView(order: Order, atDesk = 0): OrderView {
  return {
    id: order.id,
    status: order.status,
    credits: order.credits,
    amountMinor: order.amountMinor,
    currency: currency.parse(order.currency),
    gateway: gatewayId.parse(order.gateway),
    device: device.parse(order.device),
    redirectUrl: order.status === 'pending' ? order.redirectUrl : null,
    expiresAt: order.expiresAt,
    paidAt: order.paidAt,
    creditedAt: order.creditedAt,
    refundedMinor: order.refundedMinor + atDesk,
    refundedCredits: order.refundedCredits,
    mismatchReason: order.mismatchReason,
    gatewayPaymentId: order.gatewayPaymentId,
    createdAt: order.createdAt,
  }
}
