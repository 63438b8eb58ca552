import { router, workerProcedure } from '../trpc.ts'
import { expireBonus } from './expire-bonus.ts'
import { matureEarnings } from './mature-earnings.ts'
import { processGatewayEvents } from './process-gateway-events.ts'
import { reconcileOrders } from './reconcile-orders.ts'
import * as schema from './schemas.ts'

export const walletWorkerRouter = router({
  /** Follows up stored gateway events by asking the gateway. */
  processGatewayEvents: workerProcedure
    .input(schema.batchInput)
    .output(schema.batchOutput)
    .mutation(({ ctx, input }) => processGatewayEvents(ctx, input)),
  /** Asks gateways about orders whose webhook never came. */
  reconcileOrders: workerProcedure
    .input(schema.batchInput)
    .output(schema.batchOutput)
    .mutation(({ ctx, input }) => reconcileOrders(ctx, input)),
  /** Moves earnings past their dispute window to earned. */
  mature: workerProcedure
    .input(schema.batchInput)
    .output(schema.batchOutput)
    .mutation(({ ctx, input }) => matureEarnings(ctx, input)),
  /** Takes back what is left of bonus credits past their date. */
  expireBonus: workerProcedure
    .input(schema.batchInput)
    .output(schema.batchOutput)
    .mutation(({ ctx, input }) => expireBonus(ctx, input)),
})
