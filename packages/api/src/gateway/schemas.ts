import { z } from 'zod'
import { uuidPage } from '../keyset.ts'

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
      models: z.array(z.strictObject({ id: z.string(), name: z.string(), costE4: z.bigint() })),
    }),
  ),
  /** In the demo only keys of the simulator may be sealed. */
  demoKeysOnly: z.boolean(),
  /** The platform's share of a price from now on, in basis points; a task keeps the one it was submitted at. */
  commissionBps: z.int(),
})
export type Catalogue = z.infer<typeof catalogueOutput>

export const beginDepositInput = z.strictObject({
  clientId: z.uuid(),
  upstreamId: z
    .string()
    .max(40)
    .regex(/^[a-z0-9-]+$/),
  name,
  /** The version of the warranty and risk notice that was shown and accepted. */
  warrantyVersion: z.string().min(1).max(32),
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
  hours: z.array(z.int()),
  usedTodayE4: z.bigint(),
  usedThisMonthE4: z.bigint(),
  inFlight: z.int(),
  /** What the upstream last said, less what we spent since; null before the first reading. */
  upstreamBalanceE4: z.bigint().nullable(),
  upstreamBalanceAt: z.date().nullable(),
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
      balanceE4: z.bigint().nonnegative(),
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
    z.strictObject({ kind: z.literal('refused'), code: z.string().max(60) }),
    z.strictObject({ kind: z.literal('unknown') }),
  ]),
})
export type ReportBalance = z.infer<typeof reportBalanceInput>
