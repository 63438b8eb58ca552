import { z } from 'zod'
import { lastId, numberPage, uuidPage } from '../keyset.ts'

/** Upstream credits in 1/10,000. */
const upstreamCredits = z.bigint().nonnegative().max(1_000_000_000_000n)
const modelId = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[a-z0-9.:-]+$/)
const name = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[^\p{Cc}\p{Cf}]*$/u)

const sealedKey = z
  .string()
  .min(40)
  .max(4096)
  .regex(/^af1\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/)
const maskedTail = z
  .string()
  .max(8)
  .regex(/^…?[A-Za-z0-9_-]{0,4}$/)

const vaultPublicKey = z.strictObject({ keyId: z.string(), publicKey: z.string() })

export const catalogueOutput = z.strictObject({
  upstreams: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      host: z.string(),
      depositOpen: z.boolean(),
      warrantyVersion: z.string(),
      /** What a key looks like: `sk-…`. */
      keyHint: z.string(),
      models: z.array(z.strictObject({ id: z.string(), name: z.string(), costE4: z.bigint() })),
    }),
  ),
  /** In the demo only keys of the simulator may be sealed. */
  demoKeysOnly: z.boolean(),
  /** The platform's share of a price from now on, in basis points; a task keeps the one it was submitted at. */
  commissionBps: z.int(),
})
export type Catalogue = z.infer<typeof catalogueOutput>

/** The warranty and risk notice that was shown and accepted: its version, and the SHA-256 of its text. */
const acceptedWarranty = {
  warrantyVersion: z.string().min(1).max(32),
  warrantyHash: z
    .string()
    .length(64)
    .regex(/^[0-9a-f]+$/),
}
const upstreamId = z
  .string()
  .max(40)
  .regex(/^[a-z0-9-]+$/)
export const upstreamInput = z.strictObject({ upstreamId })
export const warrantyOutput = z.strictObject({
  version: z.string(),
  points: z.array(z.string()),
  textHash: z.string(),
})

export const beginDepositInput = z.strictObject({
  clientId: z.uuid(),
  upstreamId,
  name,
  /** `own_key` serves its owner's tasks alone and is never on the market. */
  kind: z.enum(['deposited_key', 'own_key']).default('deposited_key'),
  ...acceptedWarranty,
})
export type BeginDeposit = z.infer<typeof beginDepositInput>

const credentialContext = z.strictObject({
  credentialId: z.uuid(),
  version: z.int().min(1),
  ownerId: z.uuid(),
  upstream: z.string(),
  upstreamHost: z.string(),
})
export const beginDepositOutput = z.strictObject({
  resourceId: z.uuid(),
  /** What the client seals the key for: pass it to sealCredential as it is. */
  context: credentialContext,
  vaultPublicKey,
  expiresAt: z.date(),
})
export type BegunDeposit = z.infer<typeof beginDepositOutput>

export const completeDepositInput = z.strictObject({
  credentialId: z.uuid(),
  sealed: sealedKey,
  maskedTail,
})
export type CompleteDeposit = z.infer<typeof completeDepositInput>

export const resourceInput = z.strictObject({ resourceId: z.uuid() })
export const acceptWarrantyInput = resourceInput.extend(acceptedWarranty)
export type AcceptWarranty = z.infer<typeof acceptWarrantyInput>
/** Null for all of the caller's. */
export const stopResourcesInput = z.strictObject({ resourceId: z.uuid().nullable() })
export type StopResources = z.infer<typeof stopResourcesInput>
export const stopResourcesOutput = z.strictObject({ stopped: z.int() })
export const declareBudgetInput = z.strictObject({
  resourceId: z.uuid(),
  budgetE4: upstreamCredits,
})
export type DeclareBudget = z.infer<typeof declareBudgetInput>

const credentialState = z.enum(['begun', 'sealed', 'active', 'retired', 'refused', 'destroyed'])
export const keyVersion = z.strictObject({
  version: z.int(),
  state: credentialState,
  maskedTail: z.string(),
  sealedAt: z.date().nullable(),
  verifiedAt: z.date().nullable(),
  retiredAt: z.date().nullable(),
  destroyedAt: z.date().nullable(),
})
export type KeyVersion = z.infer<typeof keyVersion>
export const keyVersionsOutput = z.strictObject({ versions: z.array(keyVersion) })

export const verificationCheck = z.strictObject({
  check: z.enum(['format', 'authentication', 'models', 'balance', 'duplicate']),
  result: z.enum(['passed', 'failed', 'skipped']),
  code: z.string().max(60).optional(),
})
export type VerificationCheck = z.infer<typeof verificationCheck>
export const verificationOutput = z.strictObject({
  state: z.enum(['none', 'queued', 'running', 'passed', 'failed']),
  checks: z.array(verificationCheck),
})

export const resourceView = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(['deposited_key', 'own_key', 'platform_key', 'relay']),
  upstreamId: z.string(),
  upstreamName: z.string(),
  maskedTail: z.string(),
  status: z.enum(['verifying', 'active', 'paused', 'disabled', 'error']),
  statusReason: z.string().nullable(),
  statusAt: z.date(),
  priceE4: z.bigint(),
  dailyLimitE4: z.bigint(),
  monthlyLimitE4: z.bigint(),
  floorBalanceE4: z.bigint(),
  concurrencyLimit: z.int(),
  requestsPerMinute: z.int(),
  modelIds: z.array(z.string()),
  /** What the key may use; empty for every model of the upstream. */
  keyModelIds: z.array(z.string()),
  hours: z.array(z.int()),
  usedTodayE4: z.bigint(),
  usedThisMonthE4: z.bigint(),
  inFlight: z.int(),
  /** What the upstream last said, less what we spent since; null before the first reading. */
  upstreamBalanceE4: z.bigint().nullable(),
  upstreamBalanceAt: z.date().nullable(),
  /** The vendor tells no balance: the owner declares what may be spent. */
  balanceDeclared: z.boolean(),
  /** A newer notice is in force than the one that was accepted. */
  termsChanged: z.boolean(),
  /** Version of the key in use; null before one was verified. */
  keyVersion: z.int().nullable(),
  /** A newer key on its way; the one in use serves meanwhile. */
  newerKey: z
    .strictObject({
      version: z.int(),
      maskedTail: z.string(),
      state: z.enum(['verifying', 'failed']),
    })
    .nullable(),
  createdAt: z.date(),
})
export type ResourceView = z.infer<typeof resourceView>
export const listResourcesInput = uuidPage
export const listResourcesOutput = z.strictObject({
  resources: z.array(resourceView),
  more: z.boolean(),
})

export const updateResourceInput = z.strictObject({
  resourceId: z.uuid(),
  name: name.optional(),
  /** Credits per upstream credit in 1/10,000: 0.1000 to 10.0000. */
  priceE4: z.bigint().min(1_000n).max(100_000n).optional(),
  dailyLimitE4: upstreamCredits.optional(),
  monthlyLimitE4: upstreamCredits.optional(),
  floorBalanceE4: upstreamCredits.optional(),
  concurrencyLimit: z.int().min(1).max(100).optional(),
  requestsPerMinute: z.int().min(1).max(6000).optional(),
  /** Empty for every model of the upstream. */
  modelIds: z.array(modelId).max(50).optional(),
  /** UTC hours that are open; all 24 is always. */
  hours: z.array(z.int().min(0).max(23)).min(1).max(24).optional(),
})
export type UpdateResource = z.infer<typeof updateResourceInput>

export const done = z.strictObject({ done: z.literal(true) })
export type Done = z.infer<typeof done>

export const batchInput = z.strictObject({ limit: z.int().min(1).max(50) })

/** A sealed envelope with what it was sealed for; only the worker process can open it. */
const envelope = credentialContext.extend({ resourceId: z.uuid(), sealed: z.string() })
export const claimVerificationsOutput = z.strictObject({
  verifications: z.array(
    /** `tag` of a key that was verified before: a live row opens only with its own. */
    envelope.extend({ fence: z.bigint(), tag: z.string().nullable() }),
  ),
})
export type ClaimedVerification = z.infer<typeof claimVerificationsOutput>['verifications'][number]

export const reportVerificationInput = z.strictObject({
  credentialId: z.uuid(),
  fence: z.bigint(),
  checks: z.array(verificationCheck).max(10),
  result: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('passed'),
      tag: z.string().max(64),
      vaultKeyId: z.string().max(40),
      fingerprint: z.string().length(64),
      accountHash: z.string().length(64),
      /** False where the vendor names no account: the hash is then made of the key. */
      accountNamed: z.boolean(),
      /** Null where the vendor has no such call: the owner declares what may be spent. */
      balanceE4: z.bigint().nonnegative().nullable(),
      /** What the key may use, when that is less than all models of the upstream. */
      models: z.array(modelId).max(50),
    }),
    z.strictObject({ kind: z.literal('failed'), code: z.string().max(60) }),
    /** The upstream did not answer: asked again after a pause. */
    z.strictObject({ kind: z.literal('later') }),
  ]),
})
export type ReportVerification = z.infer<typeof reportVerificationInput>

export const claimBalanceSyncOutput = z.strictObject({
  accounts: z.array(envelope.extend({ tag: z.string(), accountId: z.uuid(), startedAt: z.date() })),
})
export type ClaimedSync = z.infer<typeof claimBalanceSyncOutput>['accounts'][number]
export const reportBalanceInput = z.strictObject({
  accountId: z.uuid(),
  resourceId: z.uuid(),
  startedAt: z.date(),
  outcome: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('balance'), balanceE4: z.bigint().nonnegative() }),
    z.strictObject({ kind: z.literal('not-offered') }),
    z.strictObject({ kind: z.literal('refused'), code: z.string().max(60) }),
    z.strictObject({ kind: z.literal('unknown') }),
  ]),
})
export type ReportBalance = z.infer<typeof reportBalanceInput>

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

const vaultKeyId = z.string().min(1).max(40)
export const claimResealInput = z.strictObject({
  vaultKeyIds: z.array(vaultKeyId).min(1).max(64),
  after: z.uuid(),
  limit: z.int().min(1).max(200),
})
export type ClaimReseal = z.infer<typeof claimResealInput>
export const claimResealOutput = z.strictObject({
  credentials: z.array(envelope.extend({ tag: z.string() })),
})
export type ClaimedReseal = z.infer<typeof claimResealOutput>['credentials'][number]
export const reportResealInput = z.strictObject({
  credentials: z
    .array(
      z.strictObject({
        credentialId: z.uuid(),
        /** The text it was sealed from. */
        before: sealedKey,
        sealed: sealedKey,
        vaultKeyId,
        tag: z.string().max(64),
      }),
    )
    .max(200),
})
export type ReportReseal = z.infer<typeof reportResealInput>
export const reportResealOutput = z.strictObject({ resealed: z.int() })
export const reportRingInput = z.strictObject({
  primaryKeyId: vaultKeyId,
  keyIds: z.array(vaultKeyId).min(1).max(64),
})
export type ReportRing = z.infer<typeof reportRingInput>
export const roundOutput = z.strictObject({ processed: z.int(), more: z.boolean() })
export const chainReceiptsInput = z.strictObject({ limit: z.int().min(1).max(5_000) })
