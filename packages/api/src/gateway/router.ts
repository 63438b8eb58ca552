import { nothing } from '../nothing.ts'
import { anyoneProcedure, providerProcedure, router } from '../trpc.ts'
import { beginDeposit } from './begin-deposit.ts'
import { completeDeposit } from './complete-deposit.ts'
import { deleteResource } from './delete-resource.ts'
import { getResource } from './get-resource.ts'
import { getVerification } from './get-verification.ts'
import { listCatalogue } from './list-catalogue.ts'
import { listResources } from './list-resources.ts'
import { pauseResource } from './pause-resource.ts'
import { resumeResource } from './resume-resource.ts'
import * as schema from './schemas.ts'
import { updateResource } from './update-resource.ts'

/** Capacity on offer. A key arrives here sealed and leaves only as an envelope for the worker. */
export const gatewayRouter = router({
  /** Upstreams that capacity can be offered for. UNAVAILABLE without a commission rule. */
  catalogue: anyoneProcedure
    .input(nothing)
    .output(schema.catalogueOutput)
    .query(({ ctx }) => listCatalogue(ctx)),
  /**
   * Opens a deposit. ACCOUNT_FROZEN, DEPOSIT_CLOSED, TERMS_REQUIRED, IDEMPOTENCY_CONFLICT,
   * TOO_MANY_RESOURCES.
   */
  beginDeposit: providerProcedure
    .input(schema.beginDepositInput)
    .output(schema.beginDepositOutput)
    .mutation(({ ctx, input }) => beginDeposit(ctx, input)),
  /**
   * Takes the sealed key. ACCOUNT_FROZEN, NOT_FOUND, DEPOSIT_EXPIRED, SEALED_KEY_INVALID,
   * IDEMPOTENCY_CONFLICT, TOO_MANY_REQUESTS.
   */
  completeDeposit: providerProcedure
    .input(schema.completeDepositInput)
    .output(schema.done)
    .mutation(({ ctx, input }) => completeDeposit(ctx, input)),
  /** How the verification of a key stands. NOT_FOUND. */
  verification: providerProcedure
    .input(schema.resourceInput)
    .output(schema.verificationOutput)
    .query(({ ctx, input }) => getVerification(ctx, input)),
  /** The caller's resources, newest first. */
  resources: providerProcedure
    .input(schema.listResourcesInput)
    .output(schema.listResourcesOutput)
    .query(({ ctx, input }) => listResources(ctx, input)),
  /** One of the caller's resources. NOT_FOUND. */
  resource: providerProcedure
    .input(schema.resourceInput)
    .output(schema.resourceView)
    .query(({ ctx, input }) => getResource(ctx, input)),
  /** Changes name, price and limits. NOT_FOUND, MODEL_UNAVAILABLE. */
  updateResource: providerProcedure
    .input(schema.updateResourceInput)
    .output(schema.resourceView)
    .mutation(({ ctx, input }) => updateResource(ctx, input)),
  /** Stops new work at once. NOT_FOUND, RESOURCE_NOT_READY. */
  pauseResource: providerProcedure
    .input(schema.resourceInput)
    .output(schema.resourceView)
    .mutation(({ ctx, input }) => pauseResource(ctx, input)),
  /**
   * Goes live. ACCOUNT_FROZEN, NOT_FOUND, RESOURCE_DISABLED, RESOURCE_NOT_READY, STATE_CHANGED,
   * TOO_MANY_REQUESTS.
   */
  resumeResource: providerProcedure
    .input(schema.resourceInput)
    .output(schema.resourceView)
    .mutation(({ ctx, input }) => resumeResource(ctx, input)),
  /** Takes a resource off the market and destroys its sealed keys. NOT_FOUND. */
  deleteResource: providerProcedure
    .input(schema.resourceInput)
    .output(schema.done)
    .mutation(({ ctx, input }) => deleteResource(ctx, input)),
})
