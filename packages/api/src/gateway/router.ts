import { nothing } from '../nothing.ts'
import { anyoneProcedure, providerProcedure, router } from '../trpc.ts'
import { acceptWarranty } from './accept-warranty.ts'
import { acknowledgeDrift } from './acknowledge-drift.ts'
import { beginDeposit } from './begin-deposit.ts'
import { beginRotation } from './begin-rotation.ts'
import { completeDeposit } from './complete-deposit.ts'
import { declareBudget } from './declare-budget.ts'
import { deleteResource } from './delete-resource.ts'
import { getDrift } from './get-drift.ts'
import { getResource } from './get-resource.ts'
import { getVerification } from './get-verification.ts'
import { getWarranty } from './get-warranty.ts'
import { listCatalogue } from './list-catalogue.ts'
import { listDriftNotices } from './list-drift-notices.ts'
import { listKeyVersions } from './list-key-versions.ts'
import { listReceipts } from './list-receipts.ts'
import { listResources } from './list-resources.ts'
import { pauseResource } from './pause-resource.ts'
import { resumeResource } from './resume-resource.ts'
import * as receipt from './receipt-schemas.ts'
import * as schema from './schemas.ts'
import { stopResources } from './stop-resources.ts'
import { updateResource } from './update-resource.ts'
import { verifyReceipts } from './verify-receipts.ts'

/** Capacity on offer. A key arrives here sealed and leaves only as an envelope for the worker. */
export const gatewayRouter = router({
  /** Upstreams that capacity can be offered for. UNAVAILABLE without a commission rule. */
  catalogue: anyoneProcedure
    .input(nothing)
    .output(schema.catalogueOutput)
    .query(({ ctx }) => listCatalogue(ctx)),
  /** The warranty and risk notice in force for an upstream, in the reader's language. NOT_FOUND, UNAVAILABLE. */
  warranty: providerProcedure
    .input(schema.upstreamInput)
    .output(schema.warrantyOutput)
    .query(({ ctx, input }) => getWarranty(ctx, input)),
  /** Accepts a newer notice for a resource. NOT_FOUND, TERMS_REQUIRED. */
  acceptWarranty: providerProcedure
    .input(schema.acceptWarrantyInput)
    .output(schema.resourceView)
    .mutation(({ ctx, input }) => acceptWarranty(ctx, input)),
  /**
   * Opens the deposit of a newer key, which completeDeposit then takes. ACCOUNT_FROZEN, NOT_FOUND, TERMS_REQUIRED,
   * RESOURCE_DISABLED, RESOURCE_NOT_READY.
   */
  beginRotation: providerProcedure
    .input(schema.resourceInput)
    .output(schema.beginDepositOutput)
    .mutation(({ ctx, input }) => beginRotation(ctx, input)),
  /** The keys that a resource had and has, newest first. NOT_FOUND. */
  keyVersions: providerProcedure
    .input(schema.resourceInput)
    .output(schema.keyVersionsOutput)
    .query(({ ctx, input }) => listKeyVersions(ctx, input)),
  /** Says what may be spent where the vendor tells no balance. NOT_FOUND, STATE_CHANGED. */
  declareBudget: providerProcedure
    .input(schema.declareBudgetInput)
    .output(schema.resourceView)
    .mutation(({ ctx, input }) => declareBudget(ctx, input)),
  /** What a resource's keys were used for, newest first. NOT_FOUND. */
  receipts: providerProcedure
    .input(receipt.listReceiptsInput)
    .output(receipt.listReceiptsOutput)
    .query(({ ctx, input }) => listReceipts(ctx, input)),
  /** Recomputes a stretch of the receipts' chain. NOT_FOUND. */
  verifyReceipts: providerProcedure
    .input(receipt.verifyReceiptsInput)
    .output(receipt.receiptCheck)
    .query(({ ctx, input }) => verifyReceipts(ctx, input)),
  /** What the vendor's balance and our count disagree about. NOT_FOUND. */
  drift: providerProcedure
    .input(schema.resourceInput)
    .output(receipt.driftView)
    .query(({ ctx, input }) => getDrift(ctx, input)),
  /** What the caller's keys and our count disagree about at present. */
  driftNotices: providerProcedure
    .input(nothing)
    .output(receipt.driftNotices)
    .query(({ ctx }) => listDriftNotices(ctx)),
  /** Closes a finding that the owner knows of; counting begins anew. NOT_FOUND. */
  acknowledgeDrift: providerProcedure
    .input(receipt.acknowledgeDriftInput)
    .output(schema.done)
    .mutation(({ ctx, input }) => acknowledgeDrift(ctx, input)),
  /** The kill switch: no use begins any more, not even a claimed one. NOT_FOUND. */
  stopResources: providerProcedure
    .input(schema.stopResourcesInput)
    .output(schema.stopResourcesOutput)
    .mutation(({ ctx, input }) => stopResources(ctx, input)),
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
   * Goes live. ACCOUNT_FROZEN, NOT_FOUND, TERMS_REQUIRED, RESOURCE_DISABLED, RESOURCE_NOT_READY, STATE_CHANGED,
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
