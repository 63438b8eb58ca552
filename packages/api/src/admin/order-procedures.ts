import { adminProcedure } from '../trpc.ts'
import { getOrder } from './get-order.ts'
import { listChargebacks } from './list-chargebacks.ts'
import { listGatewayStatements } from './list-gateway-statements.ts'
import { listIncidents } from './list-incidents.ts'
import { listOrders } from './list-orders.ts'
import { listRefunds } from './list-refunds.ts'
import * as schema from './order-schemas.ts'
import { approveRefund, refuseRefund, requestRefund } from './refund-order.ts'
import { resolveIncident } from './resolve-incident.ts'

/** Orders, payments that do not fit, and money that goes back. */
export const orderProcedures = {
  /** Orders of all users, newest first. */
  orders: adminProcedure
    .input(schema.ordersInput)
    .output(schema.ordersOutput)
    .query(({ ctx, input }) => listOrders(ctx, input)),
  /** An order with events, incidents, refunds and chargebacks. NOT_FOUND. */
  order: adminProcedure
    .input(schema.orderInput)
    .output(schema.orderOutput)
    .query(({ ctx, input }) => getOrder(ctx, input)),
  /** Payments that do not fit their order, newest first. */
  incidents: adminProcedure
    .input(schema.incidentsInput)
    .output(schema.incidentsOutput)
    .query(({ ctx, input }) => listIncidents(ctx, input)),
  /** Closes a payment that does not fit. NOT_FOUND, STATE_CHANGED, IDEMPOTENCY_CONFLICT. */
  resolveIncident: adminProcedure
    .input(schema.resolveIncidentInput)
    .output(schema.incidentView)
    .mutation(({ ctx, input }) => resolveIncident(ctx, input)),
  /** Refunds through gateways, newest first. */
  refunds: adminProcedure
    .input(schema.refundsInput)
    .output(schema.refundsOutput)
    .query(({ ctx, input }) => listRefunds(ctx, input)),
  /** Asks for a refund through the gateway. NOT_FOUND, STATE_CHANGED, REFUND_OUT_OF_RANGE, IDEMPOTENCY_CONFLICT. */
  requestRefund: adminProcedure
    .input(schema.requestRefundInput)
    .output(schema.refundView)
    .mutation(({ ctx, input }) => requestRefund(ctx, input)),
  /** Agrees to another admin's refund. NOT_FOUND, STATE_CHANGED, SECOND_ADMIN_REQUIRED, IDEMPOTENCY_CONFLICT. */
  approveRefund: adminProcedure
    .input(schema.reviewRefundInput)
    .output(schema.refundView)
    .mutation(({ ctx, input }) => approveRefund(ctx, input)),
  /** Refuses a refund that awaits approval. NOT_FOUND, STATE_CHANGED, IDEMPOTENCY_CONFLICT. */
  refuseRefund: adminProcedure
    .input(schema.reviewRefundInput)
    .output(schema.refundView)
    .mutation(({ ctx, input }) => refuseRefund(ctx, input)),
  /** Payments that banks took back, newest first. */
  chargebacks: adminProcedure
    .input(schema.chargebacksInput)
    .output(schema.chargebacksOutput)
    .query(({ ctx, input }) => listChargebacks(ctx, input)),
  /** The daily comparison of gateways' books with ours. */
  gatewayStatements: adminProcedure
    .input(schema.gatewayStatementsInput)
    .output(schema.gatewayStatementsOutput)
    .query(({ ctx, input }) => listGatewayStatements(ctx, input)),
}
