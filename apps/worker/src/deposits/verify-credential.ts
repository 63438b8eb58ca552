import type { CredentialContext } from '@aetherflow/crypto/credential-context'
import { accountHash } from '@aetherflow/crypto/account-hash'
import { keyFingerprint } from '@aetherflow/crypto/key-fingerprint'
import type { KeyRing } from '@aetherflow/crypto/key-ring'
import { openCredential, openUnverified } from '@aetherflow/crypto/open-credential'
import type { Secret } from '@aetherflow/crypto/secret'
import { verificationTag } from '@aetherflow/crypto/verification-tag'
import { isVaultKeyMissing } from '../vault/is-vault-key-missing.ts'
import type { VerificationCheck } from '@aetherflow/api/gateway/schemas'
import type { ReportVerification } from '@aetherflow/api/gateway/worker-schemas'
import type {
  ImageUpstream,
  KeyCheck,
  PublishedModel,
  UpstreamErrorCode,
} from '@aetherflow/integrations/image/image-upstream'

/** `tag` of a key that was verified before; null for one that was just sealed. */
export type Deposit = CredentialContext & { sealed: string; tag: string | null }
export type Verdict = Pick<ReportVerification, 'checks' | 'result'>

const checkTimeoutMs = 15_000

/** A vendor's bad moment, or the page of a proxy before it, says nothing about the key. */
const badMoments: ReadonlySet<UpstreamErrorCode> = new Set([
  'RATE_LIMITED',
  'UPSTREAM_ERROR',
  'UNREACHABLE',
  'INVALID_ANSWER',
] as const)

export type VerifyPorts = {
  ring: KeyRing
  upstream: ImageUpstream
  /** In demo and test no real key may be used. */
  simulatedKeysOnly: boolean
}

/**
 * Opens a key, asks the upstream about it with calls that cost nothing, and says what was found, check by check. A key
 * that was verified before opens only with its tag: what somebody sealed over it since is not ours to trust.
 */
export async function verifyCredential(ports: VerifyPorts, deposit: Deposit): Promise<Verdict> {
  const { sealed, tag, ...context } = deposit
  const opened =
    tag === null
      ? openUnverified(ports.ring, sealed, context)
      : openCredential(ports.ring, sealed, context, tag)
  const key = await opened.catch((error: unknown) => (isVaultKeyMissing(error) ? 'later' : null))
  // Another worker holds the vault key: a good deposit must not be refused, and destroyed, for that.
  if (key === 'later') return { checks: [], result: { kind: 'later' } }
  if (key === null) return failed([], 'format', 'KEY_UNREADABLE')
  if (ports.simulatedKeysOnly && !key.reveal().startsWith('sk-sim-'))
    return failed([], 'format', 'DEPOSIT_REAL_KEY_IN_DEMO')
  if (!ports.upstream.hasKeyFormat(key)) return failed([], 'format', 'KEY_FORMAT')
  const check = await ports.upstream.checkKey(key, { timeoutMs: checkTimeoutMs })
  return check.kind === 'valid' ? judge(ports, deposit, key, check) : refused(check)
}

const authenticated: VerificationCheck[] = [
  { check: 'format', result: 'passed' },
  { check: 'authentication', result: 'passed' },
]

function judge(
  ports: VerifyPorts,
  deposit: Deposit,
  key: Secret,
  check: Extract<KeyCheck, { kind: 'valid' }>,
): Verdict {
  const { ring, upstream } = ports
  const { sealed, tag: _, ...context } = deposit
  const models = upstream.models.filter(({ id }) => check.models.includes(id))
  // A vendor that lists nothing says nothing against the key.
  const listed = check.models.length > 0
  if (listed && models.length === 0) return failed(authenticated, 'models', 'NO_MODELS')
  return {
    checks: [
      ...authenticated,
      { check: 'models', result: listed ? 'passed' : 'skipped' },
      balanceCheck(check.balanceE4, listed ? models : upstream.models),
      { check: 'duplicate', result: 'passed' },
    ],
    result: {
      kind: 'passed',
      tag: verificationTag(ring, sealed, context),
      vaultKeyId: sealed.split('.')[1] ?? '',
      fingerprint: keyFingerprint(ring, deposit.upstream, key),
      accountHash: accountHash(ring, deposit.upstream, key, check.accountRef),
      accountNamed: check.accountRef !== null,
      balanceE4: check.balanceE4,
      models: models.length === upstream.models.length ? [] : models.map(({ id }) => id),
    },
  }
}

/** An empty account is no reason to refuse its key: it may be filled up. The owner is told. */
function balanceCheck(
  balanceE4: bigint | null,
  models: readonly PublishedModel[],
): VerificationCheck {
  if (balanceE4 === null) return { check: 'balance', result: 'skipped', code: 'BALANCE_DECLARED' }
  const enough = models.some(({ costE4 }) => costE4 <= balanceE4)
  return { check: 'balance', result: 'passed', ...(enough ? {} : { code: 'BALANCE_LOW' }) }
}

function refused(check: Exclude<KeyCheck, { kind: 'valid' }>): Verdict {
  const code = check.kind === 'refused' ? check.code : 'UNREACHABLE'
  const temporary = badMoments.has(code)
  return {
    checks: [
      { check: 'format', result: 'passed' },
      { check: 'authentication', result: temporary ? 'skipped' : 'failed', code },
    ],
    result: temporary ? { kind: 'later' } : { kind: 'failed', code },
  }
}

function failed(
  before: readonly VerificationCheck[],
  check: VerificationCheck['check'],
  code: string,
): Verdict {
  return {
    checks: [...before, { check, result: 'failed', code }],
    result: { kind: 'failed', code },
  }
}
