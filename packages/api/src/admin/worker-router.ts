import { router, workerProcedure } from '../trpc.ts'
import { executeAdjustments } from './execute-adjustments.ts'
import * as schema from './money-schemas.ts'

export const adminWorkerRouter = router({
  /** Carries out approved adjustments and buy-outs. */
  executeAdjustments: workerProcedure
    .input(schema.executeInput)
    .output(schema.executeOutput)
    .mutation(({ ctx, input }) => executeAdjustments(ctx, input)),
})
