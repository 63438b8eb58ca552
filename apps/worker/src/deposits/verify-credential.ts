import type { CredentialContext } from '@aetherflow/crypto/credential-context'
import { keyFingerprint } from '@aetherflow/crypto/key-fingerprint'
import type { KeyRing } from '@aetherflow/crypto/key-ring'
import { openCredential, openUnverified } from '@aetherflow/crypto/open-credential'
import { Secret } from '@aetherflow/crypto/secret'
import { verificationTag } from '@aetherflow/crypto/verification-tag'
import type { ReportVerification } from '@aetherflow/api/gateway/schemas'
import type {
  ImageUpstream,
  KeyCheck,
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
 * Opens a key, asks the upstream about it with calls that cost nothing, and says what was found. A key that was
 * verified before opens only with its tag: what somebody sealed over it since is not ours to trust.
 */
export async function verifyCredential(ports: VerifyPorts, deposit: Deposit): Promise<Verdict> {
  const { sealed, tag, ...context } = deposit
  const opened =
    tag === null
      ? openUnverified(ports.ring, sealed, context)
      : openCredential(ports.ring, sealed, context, tag)
  const key = await opened.catch(() => null)
  if (key === null) return failed('format', 'KEY_UNREADABLE')
  if (ports.simulatedKeysOnly && !key.reveal().startsWith('sk-sim-'))
    return failed('format', 'DEPOSIT_REAL_KEY_IN_DEMO')
  const check = await ports.upstream.checkKey(key, { timeoutMs: checkTimeoutMs })
  return check.kind === 'valid' ? passed(ports, deposit, key, check) : refused(check)
}

function passed(
  ports: VerifyPorts,
  deposit: Deposit,
  key: Secret,
  check: Extract<KeyCheck, { kind: 'valid' }>,
): Verdict {
  const { ring } = ports
  const { sealed, tag: _, ...context } = deposit
  return {
    checks: [
      { check: 'format', result: 'passed' },
      { check: 'authentication', result: 'passed' },
      { check: 'models', result: check.models.length > 0 ? 'passed' : 'skipped' },
      { check: 'balance', result: 'passed' },
      { check: 'duplicate', result: 'passed' },
    ],
    result: {
      kind: 'passed',
      tag: verificationTag(ring, sealed, context),
      vaultKeyId: sealed.split('.')[1] ?? '',
      fingerprint: keyFingerprint(ring, deposit.upstream, key),
      // The vendor's account id is nobody's business but for telling two keys of one account.
      accountHash: keyFingerprint(
        ring,
        `${deposit.upstream}/account`,
        new Secret(check.accountRef),
      ),
      balanceE4: check.balanceE4,
    },
  }
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

function failed(check: 'format', code: string): Verdict {
  return { checks: [{ check, result: 'failed', code }], result: { kind: 'failed', code } }
}
