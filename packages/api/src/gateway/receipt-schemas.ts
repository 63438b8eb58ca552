import { z } from 'zod'
import { lastId, numberPage } from '../keyset.ts'

const receipt = z.strictObject({
  number: z.bigint(),
  attemptId: z.uuid(),
  /** `use`, or `resolution`: how a use with an unknown outcome ended. */
  event: z.string(),
  credentialVersion: z.int(),
  at: z.date(),
  modelId: z.string(),
  upstreamRequestId: z.string(),
  costE4: z.bigint(),
  billedE4: z.bigint().nullable(),
  outcome: z.string(),
  hash: z.string(),
})
export type Receipt = z.infer<typeof receipt>
export const listReceiptsInput = numberPage.extend({ resourceId: z.uuid() })
export type ListReceipts = z.infer<typeof listReceiptsInput>
export const listReceiptsOutput = z.strictObject({ receipts: z.array(receipt), more: z.boolean() })
/** Goes on after this number; 0 for the beginning. */
export const verifyReceiptsInput = z.strictObject({
  resourceId: z.uuid(),
  after: z.bigint().nonnegative().max(lastId),
})
export type VerifyReceipts = z.infer<typeof verifyReceiptsInput>
export const receiptCheck = z.strictObject({
  /** All up to this number fit. */
  upTo: z.bigint(),
  /** The first that does not: a number out of place, a wrong hash, another use, or none for a use. */
  broken: z
    .strictObject({
      number: z.bigint(),
      what: z.enum(['number', 'hash', 'attempt', 'missing']),
    })
    .nullable(),
  more: z.boolean(),
})
export type ReceiptCheck = z.infer<typeof receiptCheck>

export const driftView = z.strictObject({
  /** False where the vendor tells no balance. */
  comparable: z.boolean(),
  findings: z.array(
    z.strictObject({
      id: z.uuid(),
      kind: z.enum(['foreign', 'unbilled']),
      amountE4: z.bigint(),
      since: z.date(),
      until: z.date(),
      openedAt: z.date(),
      closedAt: z.date().nullable(),
      acknowledged: z.boolean(),
    }),
  ),
  /** Newest first: what the vendor took since the base, and what of it we made at least and at most. */
  readings: z.array(
    z.strictObject({
      readAt: z.date(),
      balanceE4: z.bigint(),
      baseAt: z.date(),
      spentE4: z.bigint(),
      sureE4: z.bigint(),
      mostE4: z.bigint(),
    }),
  ),
})
export type DriftView = z.infer<typeof driftView>
export const acknowledgeDriftInput = z.strictObject({ resourceId: z.uuid(), findingId: z.uuid() })
export type AcknowledgeDrift = z.infer<typeof acknowledgeDriftInput>

export const driftNotices = z.strictObject({
  notices: z.array(
    z.strictObject({
      id: z.uuid(),
      kind: z.enum(['foreign', 'unbilled']),
      amountE4: z.bigint(),
      since: z.date(),
      resourceId: z.uuid(),
      resourceName: z.string(),
    }),
  ),
})
export type DriftNotice = z.infer<typeof driftNotices>['notices'][number]
