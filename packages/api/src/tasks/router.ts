import { tracked, type TrackedEnvelope } from '@trpc/server'
import { z } from 'zod'
import { nothing } from '../nothing.ts'
import { anyoneProcedure, providerProcedure, router, userProcedure } from '../trpc.ts'
import { cancelTask } from './cancel-task.ts'
import { deleteImage } from './delete-image.ts'
import { deleteReferencePicture } from './delete-reference-picture.ts'
import { downloadImage } from './download-image.ts'
import { getInputPicture } from './get-input-picture.ts'
import { getRun } from './get-run.ts'
import { getTask } from './get-task.ts'
import { listModels } from './list-models.ts'
import { listReferencePictures } from './list-reference-pictures.ts'
import { listResourceUses } from './list-resource-uses.ts'
import { listRuns } from './list-runs.ts'
import * as lists from './list-schemas.ts'
import { listTasks } from './list-tasks.ts'
import { markFavourite } from './mark-favourite.ts'
import * as picture from './picture-schemas.ts'
import { quoteRun } from './quote-run.ts'
import * as receipt from './receipt-schemas.ts'
import * as schema from './schemas.ts'
import { summariseResources } from './summarise-resources.ts'
import { submitRun } from './submit-run.ts'
import { watchRuns } from './watch-runs.ts'
import { whyNotMine } from './why-not-mine.ts'
import * as why from './why-schemas.ts'
import { whyThisResource } from './why-this-resource.ts'

// A stream is checked event by event as it is sent; here only that it is one.
const watchOutput = z.custom<AsyncIterable<TrackedEnvelope<lists.WatchEvent>>>(
  (value) => typeof value === 'object' && value !== null && Symbol.asyncIterator in value,
)

/** Making images: what can be made, for how much, and what became of it. */
export const tasksRouter = router({
  /** Models as data, with today's price and who is open. */
  models: anyoneProcedure
    .input(nothing)
    .output(schema.modelsOutput)
    .query(({ ctx }) => listModels(ctx)),
  /** What a run would cost and whether anybody can run it. MODEL_UNAVAILABLE. */
  quote: userProcedure
    .input(schema.quoteInput)
    .output(schema.quoteOutput)
    .query(({ ctx, input }) => quoteRun(ctx, input)),
  /**
   * Submits 1–8 tasks and holds their ceilings. MODEL_UNAVAILABLE, MODEL_CLOSED_TO_YOU, PARAMS_UNSUPPORTED,
   * PROMPT_LANGUAGE, NO_CAPACITY, PRICE_CHANGED, INSUFFICIENT_CREDITS, DAILY_CAP_REACHED, TOO_MANY_UNFINISHED,
   * IDEMPOTENCY_CONFLICT, ACCOUNT_FROZEN.
   */
  submit: userProcedure
    .input(schema.submitRunInput)
    .output(schema.submitRunOutput)
    .mutation(({ ctx, input }) => submitRun(ctx, input)),
  /** Cancels a task that has not been sent upstream. NOT_FOUND, TASK_NOT_CANCELLABLE. */
  cancel: userProcedure
    .input(schema.taskInput)
    .output(schema.taskView)
    .mutation(({ ctx, input }) => cancelTask(ctx, input)),
  /** One of the caller's runs. NOT_FOUND. */
  run: userProcedure
    .input(schema.runInput)
    .output(schema.runView)
    .query(({ ctx, input }) => getRun(ctx, input)),
  /** One of the caller's tasks with its receipt. NOT_FOUND. */
  task: userProcedure
    .input(schema.taskInput)
    .output(receipt.receiptOutput)
    .query(({ ctx, input }) => getTask(ctx, input)),
  /** The caller's runs, newest first. */
  runs: userProcedure
    .input(lists.listRunsInput)
    .output(lists.listRunsOutput)
    .query(({ ctx, input }) => listRuns(ctx, input)),
  /** The caller's tasks, newest first. */
  list: userProcedure
    .input(lists.listTasksInput)
    .output(lists.listTasksOutput)
    .query(({ ctx, input }) => listTasks(ctx, input)),
  /** Live status: the present truth first, then what changes. TOO_MANY_STREAMS, SESSION_ENDED. */
  watch: userProcedure
    .input(lists.watchInput)
    .output(watchOutput)
    .subscription(async function* ({ ctx, signal }) {
      for await (const { id, event } of watchRuns(ctx, signal)) {
        yield tracked(id, lists.watchEvent.parse(event))
      }
    }),
  /** Marks one of the caller's images. NOT_FOUND. */
  favourite: userProcedure
    .input(schema.favouriteInput)
    .output(schema.done)
    .mutation(({ ctx, input }) => markFavourite(ctx, input)),
  /** Deletes one of the caller's images for good; the receipt stays. NOT_FOUND. */
  deleteImage: userProcedure
    .input(schema.imageInput)
    .output(schema.done)
    .mutation(({ ctx, input }) => deleteImage(ctx, input)),
  /**
   * An address to keep one of the caller's images at: format, size, the visible AI label (without it the download is
   * recorded), prompt and seed in the file or not. NOT_FOUND.
   */
  downloadImage: userProcedure
    .input(picture.downloadImageInput)
    .output(picture.downloadImageOutput)
    .mutation(({ ctx, input }) => downloadImage(ctx, input)),
  /** Pictures that the caller brought along for models that take one, newest first. */
  referencePictures: userProcedure
    .input(picture.referencePicturesInput)
    .output(picture.referencePicturesOutput)
    .query(({ ctx, input }) => listReferencePictures(ctx, input)),
  /** What a picture that a draft names is: measures and addresses. NOT_FOUND when it is gone or somebody else's. */
  inputPicture: userProcedure
    .input(picture.inputPictureInput)
    .output(picture.inputPictureOutput)
    .query(({ ctx, input }) => getInputPicture(ctx, input)),
  /** Deletes one of them; a task that works on it still ends. NOT_FOUND. */
  deleteReferencePicture: userProcedure
    .input(picture.referencePictureInput)
    .output(schema.done)
    .mutation(({ ctx, input }) => deleteReferencePicture(ctx, input)),
  /** How the caller's resources do: counts, success, earnings. */
  resourceStats: providerProcedure
    .input(receipt.resourceStatsInput)
    .output(receipt.resourceStatsOutput)
    .query(({ ctx, input }) => summariseResources(ctx, input)),
  /** Every use of one of the caller's keys, newest first. NOT_FOUND. */
  resourceUses: providerProcedure
    .input(receipt.resourceUsesInput)
    .output(receipt.resourceUsesOutput)
    .query(({ ctx, input }) => listResourceUses(ctx, input)),
  /** Why each attempt of one of the caller's tasks went where it went. NOT_FOUND. */
  why: userProcedure
    .input(schema.taskInput)
    .output(why.whyOutput)
    .query(({ ctx, input }) => whyThisResource(ctx, input)),
  /** Why tasks went past one of the caller's resources, and what would change it. NOT_FOUND. */
  whyNotMine: providerProcedure
    .input(why.whyNotMineInput)
    .output(why.whyNotMineOutput)
    .query(({ ctx, input }) => whyNotMine(ctx, input)),
})
