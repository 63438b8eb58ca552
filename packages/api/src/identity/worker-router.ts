import { router, workerProcedure } from '../trpc.ts'
import { claimMail } from './claim-mail.ts'
import { reportMail } from './report-mail.ts'
import * as schema from './schemas.ts'

export const identityWorkerRouter = router({
  /** Takes due mails, rendered, for a minute. */
  claimMail: workerProcedure
    .input(schema.claimMailInput)
    .output(schema.claimMailOutput)
    .mutation(({ ctx, input }) => claimMail(ctx, input)),
  /** Records what became of a mail. */
  reportMail: workerProcedure
    .input(schema.mailResultInput)
    .output(schema.done)
    .mutation(({ ctx, input }) => reportMail(ctx, input)),
})
