import { nothing } from '../nothing.ts'
import { router, workerProcedure } from '../trpc.ts'
import { claimTasks } from './claim-tasks.ts'
import { claimUnknowns } from './claim-unknowns.ts'
import { collectOrphans } from './collect-orphans.ts'
import { dispatchAttempt } from './dispatch-attempt.ts'
import { dispatchAttempts } from './dispatch-attempts.ts'
import { expireReferencePictures } from './expire-reference-pictures.ts'
import { failAttempts } from './fail-attempts.ts'
import { handBackClaims } from './hand-back-claims.ts'
import { handOverJobs } from './hand-over-jobs.ts'
import { loseAttempts } from './lose-attempts.ts'
import { reconcileUnknowns } from './reconcile-unknowns.ts'
import { recordJob } from './record-job.ts'
import { removeDeleted } from './remove-deleted.ts'
import { renewLeases } from './renew-leases.ts'
import { resolveUnknown } from './resolve-unknown.ts'
import { resumeJobs } from './resume-jobs.ts'
import { succeedAttempts } from './succeed-attempts.ts'
import { sweepTasks } from './sweep-tasks.ts'
import { watchSnapshots } from './watch-snapshots.ts'
import * as schema from './worker-schemas.ts'

/** The queue, as workers see it. Keys leave here sealed; nothing assumes that the caller shares the database. */
export const tasksWorkerRouter = router({
  /** Takes pending tasks, best resource each, with a lease of 30 s. */
  claim: workerProcedure
    .input(schema.claimInput)
    .output(schema.claimOutput)
    .mutation(({ ctx, input }) => claimTasks(ctx, input)),
  /** Extends leases and says which are still held; call it every 10 s. */
  heartbeat: workerProcedure
    .input(schema.heartbeatInput)
    .output(schema.heartbeatOutput)
    .mutation(({ ctx, input }) => renewLeases(ctx, input)),
  /** Commits the intent right before the call; a refusal means: do not call, nothing is left to report. */
  dispatching: workerProcedure
    .input(schema.dispatchingInput)
    .output(schema.dispatchingOutput)
    .mutation(({ ctx, input }) => dispatchAttempt(ctx, input)),
  /** The same for 1–50 calls at once. */
  dispatchSet: workerProcedure
    .input(schema.dispatchSetInput)
    .output(schema.dispatchSetOutput)
    .mutation(({ ctx, input }) => dispatchAttempts(ctx, input)),
  /** Settles 1–50 stored images. SETTLEMENT_STOPPED. */
  succeed: workerProcedure
    .input(schema.succeedInput)
    .output(schema.succeedOutput)
    .mutation(({ ctx, input }) => succeedAttempts(ctx, input)),
  /** Reports 1–50 definite failures. */
  fail: workerProcedure
    .input(schema.failInput)
    .output(schema.endedOutput)
    .mutation(({ ctx, input }) => failAttempts(ctx, input)),
  /** Reports 1–50 calls whose outcome nobody knows. */
  unknown: workerProcedure
    .input(schema.unknownInput)
    .output(schema.endedOutput)
    .mutation(({ ctx, input }) => loseAttempts(ctx, input)),
  /** Returns undispatched claims of a worker that stops. */
  handBack: workerProcedure
    .input(schema.handBackInput)
    .output(schema.handBackOutput)
    .mutation(({ ctx, input }) => handBackClaims(ctx, input)),
  /** Keeps the vendor's name of a job before it is asked about; a refusal means: give the call up. */
  recordJob: workerProcedure
    .input(schema.recordJobInput)
    .output(schema.recordJobOutput)
    .mutation(({ ctx, input }) => recordJob(ctx, input)),
  /** Takes over calls of lost workers whose job has a name. Every 5 s, and at start. */
  resume: workerProcedure
    .input(schema.jobsInput)
    .output(schema.jobsOutput)
    .mutation(({ ctx, input }) => resumeJobs(ctx, input)),
  /** Lets go of calls with a job, for another worker to resume at once. */
  handOver: workerProcedure
    .input(schema.handBackInput)
    .output(schema.handOverOutput)
    .mutation(({ ctx, input }) => handOverJobs(ctx, input)),
  /** Unknowns whose job is due to be asked about. */
  claimUnknowns: workerProcedure
    .input(schema.jobsInput)
    .output(schema.jobsOutput)
    .mutation(({ ctx, input }) => claimUnknowns(ctx, input)),
  /** Says what became of an unknown's job. */
  resolveUnknown: workerProcedure
    .input(schema.resolveUnknownInput)
    .output(schema.resolveUnknownOutput)
    .mutation(({ ctx, input }) => resolveUnknown(ctx, input)),
  /** Resolves unknowns by balances and by deadline. Every 30 s. */
  reconcile: workerProcedure
    .input(nothing)
    .output(schema.reconcileOutput)
    .mutation(({ ctx }) => reconcileUnknowns(ctx)),
  /** What time alone decides: leases, deadlines, slots, payments from loss. Every 5 s. */
  sweep: workerProcedure
    .input(nothing)
    .output(schema.sweepOutput)
    .mutation(({ ctx }) => sweepTasks(ctx)),
  /** Looks for an old open snapshot. Every 30 s. */
  watchSnapshots: workerProcedure
    .input(nothing)
    .output(schema.watchSnapshotsOutput)
    .mutation(({ ctx }) => watchSnapshots(ctx)),
  /** Removes from storage what deleted images left there. Every minute. */
  removeDeleted: workerProcedure
    .input(schema.removeDeletedInput)
    .output(schema.removeDeletedOutput)
    .mutation(({ ctx, input }) => removeDeleted(ctx, input)),
  /** Deletes pictures of users that nobody used for 30 days. Every minute. */
  expirePictures: workerProcedure
    .input(schema.expirePicturesInput)
    .output(schema.expirePicturesOutput)
    .mutation(({ ctx, input }) => expireReferencePictures(ctx, input)),
  /** Removes a page of what lies in storage and belongs to nobody. */
  collectOrphans: workerProcedure
    .input(schema.collectOrphansInput)
    .output(schema.collectOrphansOutput)
    .mutation(({ ctx, input }) => collectOrphans(ctx, input)),
})
