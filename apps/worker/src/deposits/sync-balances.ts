import { openEnvelope } from '../attempt/open-envelope.ts'
import type { DepositPorts } from './verify-due.ts'

const batch = 10
const callTimeoutMs = 15_000
const unreadable = { kind: 'refused', code: 'CREDENTIAL_UNREADABLE' } as const

/** Reads due upstream balances with calls that cost nothing; a key that had stopped and answers goes live again. */
export async function syncBalances(ports: DepositPorts): Promise<{ more: boolean }> {
  const { caller, ring, upstreams } = ports
  const { accounts } = await caller.gateway.claimBalanceSync({ limit: batch })
  await Promise.all(
    accounts.map(async (claimed) => {
      const { accountId, resourceId, startedAt } = claimed
      const upstream = upstreams.get(claimed.upstream)
      const key = await openEnvelope(ring, claimed).catch(() => null)
      if (upstream === undefined) return
      const outcome =
        key === null ? unreadable : await upstream.balance(key, { timeoutMs: callTimeoutMs })
      await caller.gateway.reportBalance({ accountId, resourceId, startedAt, outcome })
    }),
  )
  return { more: accounts.length === batch }
}
