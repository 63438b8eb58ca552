import { prismaSql } from '@aetherflow/db/sql'
import type { OrderRefund } from '@aetherflow/db/generated/prisma/client'
import { isFirstRequest } from '../admin-request.ts'
import { audit } from '../audit.ts'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { lockForUser } from '../lock-for-user.ts'
import { requestHash } from '../request-hash.ts'
import { databaseNow } from './internal/database-now.ts'
import { moneyOfCredits } from './internal/money-of-credits.ts'
import { firstRefundState } from './internal/refund-state.ts'
import { refundable } from './refundable.ts'

export type RequestRefund = {
  clientId: string
  orderId: string
  /** Hundredths to take back; left out for all that is left. */
  credits?: bigint | undefined
  reason: string
}

/**
 * Asks, for an admin, to give a part or all of a credited order back through its gateway; the worker takes the
 * credits and then the gateway's word. Above the setting `approval.limit` a second admin decides first.
 * Throws NOT_FOUND, STATE_CHANGED (not credited, or charged back), REFUND_OUT_OF_RANGE { most },
 * IDEMPOTENCY_CONFLICT.
 */
export async function requestRefund(ctx: UserCtx, input: RequestRefund): Promise<OrderRefund> {
  const { deps, actor } = ctx
  const { clientId, orderId, ...content } = input
  const refund = await deps.prisma.$transaction(async (tx) => {
    const sql = prismaSql(tx)
    const request = { clientId, action: 'wallet.request_refund', subjectId: orderId, content }
    if (!(await isFirstRequest(sql, ctx, request)))
      return tx.orderRefund.findUniqueOrThrow({
        where: { requestedBy_clientId: { requestedBy: actor.userId, clientId } },
      })
    await lockForUser(sql, 'refunds', orderId)
    const order = await tx.order.findUnique({ where: { id: orderId } })
    if (order === null) throw new DomainError('NOT_FOUND')
    const left = (await refundable(sql, [orderId])).get(orderId)
    if (left === undefined) throw new DomainError('STATE_CHANGED')
    const credits = input.credits ?? left.credits
    const inRange = credits > 0n && credits <= left.credits
    const amountMinor = inRange ? moneyOfCredits(order, left, credits) : 0
    if (amountMinor < 1)
      throw new DomainError('REFUND_OUT_OF_RANGE', { most: String(left.credits) })
    const now = await databaseNow(sql)
    const made = await tx.orderRefund.create({
      data: {
        orderId,
        clientId,
        requestHash: requestHash({ orderId, ...content }),
        credits,
        amountMinor,
        currency: order.currency,
        reason: input.reason,
        state: await firstRefundState(sql, order, { credits, amountMinor }),
        requestedBy: actor.userId,
        nextAt: now,
        createdAt: now,
      },
    })
    await audit(sql, ctx, {
      action: 'wallet.request_refund',
      subjectKind: 'order',
      subjectId: orderId,
      detail: { refundId: made.id, credits: credits.toString(), amountMinor, state: made.state },
    })
    return made
  })
  if (refund.state === 'requested') deps.wake.send('gateway-events')
  return refund
}
