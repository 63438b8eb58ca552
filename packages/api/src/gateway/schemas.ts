import { z } from 'zod'
import { uuidPage } from '../keyset.ts'

/** Upstream credits in 1/10,000. */
const upstreamCredits = z.bigint().nonnegative().max(1_000_000_000_000n)
export const modelId = z
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

export const sealedKey = z
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

export type WarrantyView = z.infer<typeof warrantyOutput>

export const beginDepositInput = z.strictObject({
  clientId: z.uuid(),
  upstreamId,
  name,
  /** `own_key` serves its owner's tasks alone and is never on the market. */
  kind: z.enum(['deposited_key', 'own_key']).default('deposited_key'),
  ...acceptedWarranty,
})
export type BeginDeposit = z.infer<typeof beginDepositInput>

export const credentialContext = z.strictObject({
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
const keyVersion = z.strictObject({
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
