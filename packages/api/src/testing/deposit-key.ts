import { randomBytes, randomUUID } from 'node:crypto'
import { accountHash } from '@aetherflow/crypto/account-hash'
import { keyFingerprint } from '@aetherflow/crypto/key-fingerprint'
import { maskedTail } from '@aetherflow/crypto/masked-tail'
import { openUnverified } from '@aetherflow/crypto/open-credential'
import { sealCredential } from '@aetherflow/crypto/seal-credential'
import { verificationTag } from '@aetherflow/crypto/verification-tag'
import { beginDeposit } from '../gateway/begin-deposit.ts'
import { claimVerifications } from '../gateway/claim-verifications.ts'
import { completeDeposit } from '../gateway/complete-deposit.ts'
import { reportVerification } from '../gateway/report-verification.ts'
import { resumeResource } from '../gateway/resume-resource.ts'
import type { BegunDeposit } from '../gateway/schemas.ts'
import type { ClaimedVerification, ReportVerification } from '../gateway/worker-schemas.ts'
import { type TestUser, userCtx, workerCtx } from './contexts.ts'
import { warrantyText } from '../gateway/warranty-texts.ts'
import type { TestDeps } from './test-deps.ts'

/** A key that the simulator takes, with an upstream account of its own. */
export function newKey(): string {
  return `sk-sim-${randomBytes(12).toString('hex')}`
}

/** The terms in force, as somebody read them. */
export function shownTerms(vendor: string): { warrantyVersion: string; warrantyHash: string } {
  const shown = warrantyText('2026-11', vendor, 'en')
  return { warrantyVersion: '2026-11', warrantyHash: shown?.textHash ?? '' }
}

/** Begins a deposit and hands over the sealed key, as a browser does; nobody has looked at it yet. */
export async function depositKey(
  test: Pick<TestDeps, 'deps'>,
  owner: TestUser,
  key: string = newKey(),
  upstreamId = 'stability',
): Promise<BegunDeposit> {
  const ctx = userCtx(test.deps, owner)
  const begun = await beginDeposit(ctx, {
    clientId: randomUUID(),
    upstreamId,
    name: 'Test key',
    kind: 'deposited_key',
    ...shownTerms(test.deps.upstreams.get(upstreamId)?.name ?? ''),
  })
  const sealed = await sealCredential(begun.vaultPublicKey, begun.context, key)
  const { credentialId } = begun.context
  await completeDeposit(ctx, { credentialId, sealed, maskedTail: maskedTail(key) })
  return begun
}

/** What a worker reports about a claimed key: opens it and asks the upstream (the simulator). */
export async function verdictOn(
  test: TestDeps,
  claimed: ClaimedVerification,
): Promise<ReportVerification> {
  const { credentialId, version, ownerId, upstream, upstreamHost, sealed, fence } = claimed
  const context = { credentialId, version, ownerId, upstream, upstreamHost }
  const key = await openUnverified(test.keyRing, sealed, context)
  const check = await test.deps.upstreams.get(upstream)?.checkKey(key, { timeoutMs: 5_000 })
  if (check?.kind === 'refused') {
    const { code } = check
    const checks = [{ check: 'authentication' as const, result: 'failed' as const, code }]
    return { credentialId, fence, checks, result: { kind: 'failed', code } }
  }
  if (check?.kind !== 'valid') return { credentialId, fence, checks: [], result: { kind: 'later' } }
  return {
    credentialId,
    fence,
    checks: [
      { check: 'authentication', result: 'passed' },
      { check: 'duplicate', result: 'passed' },
    ],
    result: {
      kind: 'passed',
      tag: verificationTag(test.keyRing, sealed, context),
      vaultKeyId: sealed.split('.')[1] ?? '',
      fingerprint: keyFingerprint(test.keyRing, upstream, key),
      accountHash: accountHash(test.keyRing, upstream, key, check.accountRef),
      accountNamed: check.accountRef !== null,
      balanceE4: check.balanceE4,
      models: [],
    },
  }
}

/** One turn of a worker over everything that waits to be verified. */
export async function verifyDeposits(test: TestDeps): Promise<void> {
  const ctx = workerCtx(test.workerDeps)
  const { verifications } = await claimVerifications(ctx, { limit: 50 })
  for (const claimed of verifications) await reportVerification(ctx, await verdictOn(test, claimed))
}

/** A resource that went the whole way: deposited, verified, live. Answers its id. */
export async function addResource(
  test: TestDeps,
  owner: TestUser,
  key: string = newKey(),
): Promise<string> {
  const { resourceId } = await depositKey(test, owner, key)
  await verifyDeposits(test)
  await resumeResource(userCtx(test.deps, owner), { resourceId })
  return resourceId
}
