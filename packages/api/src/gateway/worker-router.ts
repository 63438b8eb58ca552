import { router, workerProcedure } from '../trpc.ts'
import { claimBalanceSync } from './claim-balance-sync.ts'
import { claimVerifications } from './claim-verifications.ts'
import { reportBalance } from './report-balance.ts'
import { reportVerification } from './report-verification.ts'
import * as schema from './schemas.ts'

export const gatewayWorkerRouter = router({
  /** Takes due verifications, as sealed envelopes. */
  claimVerifications: workerProcedure
    .input(schema.batchInput)
    .output(schema.claimVerificationsOutput)
    .mutation(({ ctx, input }) => claimVerifications(ctx, input)),
  /** Records what a verification found; fenced. */
  reportVerification: workerProcedure
    .input(schema.reportVerificationInput)
    .output(schema.done)
    .mutation(({ ctx, input }) => reportVerification(ctx, input)),
  /** Takes upstream accounts whose balance is due. */
  claimBalanceSync: workerProcedure
    .input(schema.batchInput)
    .output(schema.claimBalanceSyncOutput)
    .mutation(({ ctx, input }) => claimBalanceSync(ctx, input)),
  /** Records a balance reading. */
  reportBalance: workerProcedure
    .input(schema.reportBalanceInput)
    .output(schema.done)
    .mutation(({ ctx, input }) => reportBalance(ctx, input)),
})
