import type { Order } from '@aetherflow/db/generated/prisma/client'
import { currency, gatewayId, type OrderView } from '../schemas.ts'

/** What a buyer sees of an order. */
export function toOrderView(order: Order): OrderView {
  return {
    id: order.id,
    status: order.status,
    credits: order.credits,
    amountMinor: order.amountMinor,
    currency: currency.parse(order.currency),
    gateway: gatewayId.parse(order.gateway),
    redirectUrl: order.status === 'pending' ? order.redirectUrl : null,
    expiresAt: order.expiresAt,
    paidAt: order.paidAt,
    creditedAt: order.creditedAt,
    createdAt: order.createdAt,
  }
}
