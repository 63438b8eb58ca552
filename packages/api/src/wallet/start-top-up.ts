import { prismaSql } from '@aetherflow/db/sql'
import { isUniqueViolation } from '@aetherflow/db/unique-violation'
import type { Order } from '@aetherflow/db/generated/prisma/client'
import { audit } from '../audit.ts'
import type { UserCtx } from '../context.ts'
import { asDomainError, DomainError } from '../domain-error.ts'
import { lockForUser } from '../lock-for-user.ts'
import { requestHash } from '../request-hash.ts'
import { currentPacks } from './internal/current-packs.ts'
import { databaseNow } from './internal/database-now.ts'
import { openPayment } from './internal/open-payment.ts'
import { isWholeCredits, priceOfCredits } from './internal/price-of-credits.ts'
import { toOrderView } from './internal/to-order-view.ts'
import type { OrderView, StartTopUp } from './schemas.ts'

/** An unpaid order closes after half an hour. */
const orderLifetimeMs = 30 * 60_000
const firstCheckMs = 5_000
/** Each is asked about until it is paid or over. */
const maxPending = 10

/**
 * Orders credits and answers where to pay. Repeatable under one client id; the gateway is called
 * between two short transactions, and again on a repeat if it had not answered.
 * Throws ACCOUNT_FROZEN, PACK_UNAVAILABLE, AMOUNT_OUT_OF_RANGE, CURRENCY_UNSUPPORTED, GATEWAY_UNAVAILABLE,
 * IDEMPOTENCY_CONFLICT, TOO_MANY_ORDERS { limit }.
 */
export async function startTopUp(ctx: UserCtx, input: StartTopUp): Promise<OrderView> {
  if (ctx.actor.status === 'frozen') throw new DomainError('ACCOUNT_FROZEN')
  const { clientId, ...content } = input
  const hash = requestHash(content)
  const known = await findByClientId(ctx, clientId)
  const order = known ?? (await createOrder(ctx, input, hash))
  if (order.requestHash !== hash) throw new DomainError('IDEMPOTENCY_CONFLICT')
  return toOrderView(
    order.redirectUrl === null && order.status === 'pending'
      ? await openPayment(ctx.deps, order)
      : order,
  )
}

function findByClientId(ctx: UserCtx, clientId: string): Promise<Order | null> {
  return ctx.deps.prisma.order.findUnique({
    where: { userId_clientId: { userId: ctx.actor.userId, clientId } },
  })
}

async function createOrder(ctx: UserCtx, input: StartTopUp, hash: string): Promise<Order> {
  const { deps, actor } = ctx
  const gateway = deps.gateways.get(input.gateway)
  if (gateway === undefined) throw new DomainError('GATEWAY_UNAVAILABLE')
  if (!gateway.currencies.includes(input.currency)) throw new DomainError('CURRENCY_UNSUPPORTED')
  const { pack, credits, amountMinor } = await priced(ctx, input)
  try {
    return await deps.prisma.$transaction(async (tx) => {
      await lockForUser(prismaSql(tx), 'orders', actor.userId)
      const pending = await tx.order.count({ where: { userId: actor.userId, status: 'pending' } })
      if (pending >= maxPending) throw new DomainError('TOO_MANY_ORDERS', { limit: maxPending })
      const now = await databaseNow(prismaSql(tx))
      const order = await tx.order.create({
        data: {
          userId: actor.userId,
          clientId: input.clientId,
          requestHash: hash,
          packId: pack,
          credits,
          amountMinor,
          currency: input.currency,
          gateway: gateway.id,
          merchant: gateway.merchant,
          device: input.device,
          expiresAt: new Date(now.getTime() + orderLifetimeMs),
          nextCheckAt: new Date(now.getTime() + firstCheckMs),
          createdAt: now,
          updatedAt: now,
        },
      })
      await audit(prismaSql(tx), ctx, {
        action: 'wallet.start_top_up',
        subjectKind: 'order',
        subjectId: order.id,
      })
      return order
    })
  } catch (error) {
    // The same request twice at once: both read the one order that was made, also when it took the last place.
    if (!isUniqueViolation(error) && asDomainError(error) === null) throw error
    const other = await findByClientId(ctx, input.clientId)
    if (other === null) throw error
    return other
  }
}

async function priced(
  ctx: UserCtx,
  input: StartTopUp,
): Promise<{ pack: string; credits: bigint; amountMinor: number }> {
  const pack = (await currentPacks(ctx.deps)).find(({ code }) => code === input.packCode)
  const rate = pack?.prices.find(({ currency }) => currency === input.currency)
  if (pack === undefined || rate === undefined) throw new DomainError('PACK_UNAVAILABLE')
  if (pack.credits !== null) {
    if (input.credits !== undefined && input.credits !== pack.credits)
      throw new DomainError('AMOUNT_OUT_OF_RANGE')
    return { pack: pack.id, credits: pack.credits, amountMinor: priceOfCredits(pack.credits, rate) }
  }
  const credits = input.credits
  const inRange =
    credits !== undefined &&
    credits >= (pack.minCredits ?? 0n) &&
    credits <= (pack.maxCredits ?? 0n)
  if (!inRange || !isWholeCredits(credits)) throw new DomainError('AMOUNT_OUT_OF_RANGE')
  return { pack: pack.id, credits, amountMinor: priceOfCredits(credits, rate) }
}
