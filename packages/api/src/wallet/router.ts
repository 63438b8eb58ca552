import { nothing } from '../nothing.ts'
import { anyoneProcedure, providerProcedure, router, userProcedure } from '../trpc.ts'
import { checkOrder } from './check-order.ts'
import { exportProviderMonth } from './export-provider-month.ts'
import { exportStatement } from './export-statement.ts'
import { getBalances } from './get-balances.ts'
import { getLimits } from './get-limits.ts'
import { getOrder } from './get-order.ts'
import { getProviderMonth } from './get-provider-month.ts'
import { getStarterGrant } from './get-starter-grant.ts'
import { getUsage } from './get-usage.ts'
import * as limits from './limits-schemas.ts'
import { listOrders } from './list-orders.ts'
import { listPacks } from './list-packs.ts'
import { listStatement } from './list-statement.ts'
import * as schema from './schemas.ts'
import { openOrder } from './open-order.ts'
import { setLimits } from './set-limits.ts'
import { startTopUp } from './start-top-up.ts'
import * as statement from './statement-schemas.ts'
import * as usage from './usage-schemas.ts'

/** A user's money: balances, statement, top-ups. */
export const walletRouter = router({
  /** The caller's balances in hundredths of a credit. */
  balances: userProcedure
    .input(nothing)
    .output(schema.balancesOutput)
    .query(({ ctx }) => getBalances(ctx)),
  /** What confirming an address grants now. */
  starterGrant: anyoneProcedure
    .input(nothing)
    .output(schema.starterGrantOutput)
    .query(({ ctx }) => getStarterGrant(ctx)),
  /** The caller's statement, newest first, by type, period, or what it is about. */
  statement: userProcedure
    .input(statement.statementInput)
    .output(statement.statementOutput)
    .query(({ ctx, input }) => listStatement(ctx, input)),
  /** Where the caller's statement of a period, at most 366 days, can be fetched as a CSV file. */
  exportStatement: userProcedure
    .input(statement.exportInput)
    .output(statement.exportOutput)
    .query(({ ctx, input }) => exportStatement(ctx, input)),
  /** What the caller spent or earned per UTC day, at most 366 days. */
  usage: userProcedure
    .input(usage.usageInput)
    .output(usage.usageOutput)
    .query(({ ctx, input }) => getUsage(ctx, input)),
  /** A UTC month of the caller as a provider. */
  providerMonth: providerProcedure
    .input(statement.providerMonthInput)
    .output(statement.providerMonth)
    .query(({ ctx, input }) => getProviderMonth(ctx, input)),
  /** Where the caller's earnings of a UTC month can be fetched as a CSV file. */
  exportProviderMonth: providerProcedure
    .input(statement.providerExportInput)
    .output(statement.exportOutput)
    .query(({ ctx, input }) => exportProviderMonth(ctx, input)),
  /** The caller's daily cap and low-balance mark. */
  limits: userProcedure
    .input(nothing)
    .output(limits.limitsOutput)
    .query(({ ctx }) => getLimits(ctx)),
  /** Sets the caller's daily cap and low-balance mark; null turns one off. */
  setLimits: userProcedure
    .input(limits.setLimitsInput)
    .output(limits.limitsOutput)
    .mutation(({ ctx, input }) => setLimits(ctx, input)),
  /** What is for sale and how it can be paid. */
  packs: anyoneProcedure
    .input(nothing)
    .output(schema.packsOutput)
    .query(({ ctx }) => listPacks(ctx)),
  /**
   * Orders credits. ACCOUNT_FROZEN, PACK_UNAVAILABLE, AMOUNT_OUT_OF_RANGE, CURRENCY_UNSUPPORTED,
   * GATEWAY_UNAVAILABLE, IDEMPOTENCY_CONFLICT, TOO_MANY_ORDERS.
   */
  startTopUp: userProcedure
    .input(schema.startTopUpInput)
    .output(schema.orderView)
    .mutation(({ ctx, input }) => startTopUp(ctx, input)),
  /** One of the caller's orders. NOT_FOUND. */
  order: userProcedure
    .input(schema.orderInput)
    .output(schema.orderView)
    .query(({ ctx, input }) => getOrder(ctx, input)),
  /** The caller's orders, newest first. */
  orders: userProcedure
    .input(schema.listOrdersInput)
    .output(schema.listOrdersOutput)
    .query(({ ctx, input }) => listOrders(ctx, input)),
  /** Opens the payment page of an order that has none yet. NOT_FOUND, STATE_CHANGED, GATEWAY_UNAVAILABLE. */
  openOrder: userProcedure
    .input(schema.orderInput)
    .output(schema.orderView)
    .mutation(({ ctx, input }) => openOrder(ctx, input)),
  /** Has the gateway asked about an order at once. NOT_FOUND. */
  checkOrder: userProcedure
    .input(schema.orderInput)
    .output(schema.orderView)
    .mutation(({ ctx, input }) => checkOrder(ctx, input)),
})
