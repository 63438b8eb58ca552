import { router, workerProcedure } from '../trpc.ts'
import { executeDecided } from './execute-decided.ts'
import * as schema from './schemas.ts'

export const disputesWorkerRouter = router({
  /** Carries out what admins decided. */
  executeDecided: workerProcedure
    .input(schema.executeInput)
    .output(schema.executeOutput)
    .mutation(({ ctx, input }) => executeDecided(ctx, input)),
})
