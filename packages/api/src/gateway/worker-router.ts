import { nothing } from '../nothing.ts'
import { router, workerProcedure } from '../trpc.ts'
import { chainReceipts } from './chain-receipts.ts'
import { claimBalanceSync } from './claim-balance-sync.ts'
import { claimReseal } from './claim-reseal.ts'
import { claimVerifications } from './claim-verifications.ts'
import { destroyRetired } from './destroy-retired.ts'
import { reportBalance } from './report-balance.ts'
import { reportReseal } from './report-reseal.ts'
import { reportRing } from './report-ring.ts'
import { reportVerification } from './report-verification.ts'
import { withdrawRing } from './withdraw-ring.ts'
import * as schema from './schemas.ts'
import * as worker from './worker-schemas.ts'

export const gatewayWorkerRouter = router({
  /** Takes due verifications, as sealed envelopes. */
  claimVerifications: workerProcedure
    .input(worker.claimKeysInput)
    .output(worker.claimVerificationsOutput)
    .mutation(({ ctx, input }) => claimVerifications(ctx, input)),
  /** Records what a verification found; fenced. */
  reportVerification: workerProcedure
    .input(worker.reportVerificationInput)
    .output(schema.done)
    .mutation(({ ctx, input }) => reportVerification(ctx, input)),
  /** Takes upstream accounts whose balance is due. */
  claimBalanceSync: workerProcedure
    .input(worker.claimKeysInput)
    .output(worker.claimBalanceSyncOutput)
    .mutation(({ ctx, input }) => claimBalanceSync(ctx, input)),
  /** Records a balance reading. */
  reportBalance: workerProcedure
    .input(worker.reportBalanceInput)
    .output(schema.done)
    .mutation(({ ctx, input }) => reportBalance(ctx, input)),
  /** Verified keys that are sealed to vault keys which are not primary any more. */
  claimReseal: workerProcedure
    .input(worker.claimResealInput)
    .output(worker.claimResealOutput)
    .mutation(({ ctx, input }) => claimReseal(ctx, input)),
  /** Puts resealed keys in place, where nothing else came first. */
  reportReseal: workerProcedure
    .input(worker.reportResealInput)
    .output(worker.reportResealOutput)
    .mutation(({ ctx, input }) => reportReseal(ctx, input)),
  /** Which vault keys this worker can open; answers which it misses. */
  reportRing: workerProcedure
    .input(worker.reportRingInput)
    .output(worker.reportRingOutput)
    .mutation(({ ctx, input }) => reportRing(ctx, input)),
  /** Takes that back, when the worker stops. */
  withdrawRing: workerProcedure
    .input(nothing)
    .output(schema.done)
    .mutation(({ ctx }) => withdrawRing(ctx)),
  /** Destroys replaced keys that nothing needs any more. */
  destroyRetired: workerProcedure
    .input(schema.batchInput)
    .output(worker.roundOutput)
    .mutation(({ ctx, input }) => destroyRetired(ctx, input)),
  /** Writes receipts of uses that have ended. */
  chainReceipts: workerProcedure
    .input(worker.chainReceiptsInput)
    .output(worker.roundOutput)
    .mutation(({ ctx, input }) => chainReceipts(ctx, input)),
})
