import { keyIdsOf } from '@aetherflow/crypto/key-ring'
import { openEnvelope } from '../attempt/open-envelope.ts'
import { isVaultKeyMissing } from '../vault/is-vault-key-missing.ts'
import type { DepositPorts } from './verify-due.ts'

const batch = 10
const callTimeoutMs = 15_000
const unreadable = { kind: 'refused', code: 'CREDENTIAL_UNREADABLE' } as const

/** Reads due upstream balances with calls that cost nothing; a key that had stopped and answers goes live again. */
export async function syncBalances(ports: DepositPorts): Promise<{ more: boolean }> {
  const { caller, ring, upstreams } = ports
  const claim = { limit: batch, vaultKeyIds: keyIdsOf(ring) }
  const { accounts } = await caller.gateway.claimBalanceSync(claim)
  await Promise.all(
    accounts.map(async (claimed) => {
      const { accountId, resourceId, startedAt } = claimed
      const upstream = upstreams.get(claimed.upstream)
      const key = await openEnvelope(ring, claimed).catch((error: unknown) =>
        isVaultKeyMissing(error) ? 'not-openable' : null,
      )
      // What only this process cannot open says nothing about the key.
      if (upstream === undefined || key === 'not-openable') return
      const outcome =
        key === null ? unreadable : await upstream.balance(key, { timeoutMs: callTimeoutMs })
      await caller.gateway.reportBalance({ accountId, resourceId, startedAt, outcome })
    }),
  )
  return { more: accounts.length === batch }
}
