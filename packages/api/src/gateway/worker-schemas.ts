import { z } from 'zod'
import { vaultKeyIds } from '../vault-key-ids.ts'
import { batchInput, credentialContext, modelId, sealedKey, verificationCheck } from './schemas.ts'

/** A sealed envelope with what it was sealed for; only the worker process can open it. */
const envelope = credentialContext.extend({ resourceId: z.uuid(), sealed: z.string() })
export const claimKeysInput = batchInput.extend({ vaultKeyIds })
export type ClaimKeys = z.infer<typeof claimKeysInput>
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
/** Vault keys that ciphertexts name and the ring does not open; the first few. */
export const reportRingOutput = z.strictObject({ missing: z.array(vaultKeyId).max(64) })
export type RingReported = z.infer<typeof reportRingOutput>
export const roundOutput = z.strictObject({ processed: z.int(), more: z.boolean() })
export const chainReceiptsInput = z.strictObject({ limit: z.int().min(1).max(5_000) })
