import { type KeyRing, keyIdsOf } from '@aetherflow/crypto/key-ring'
import type { Logger } from 'pino'
import type { WorkerCaller } from '../worker-caller.ts'

export type VaultWatch = {
  /** What this process asks for work with: the vault keys that it has an answer for. */
  readonly vaultKeyIds: string[]
  /** Takes in which vault keys rows name and this process cannot open. */
  named(ids: readonly string[]): void
  /** A claim came that this process cannot open: it claims nothing for a while, so that another gets it. */
  stumbled(sealed: string): void
  /** Nothing is to be claimed now. */
  pausing(): boolean
  /** Ids of vault keys that are in use and not in this process's ring. */
  missing(): string[]
  /** The process stops: no vault key is to wait for it. Without the database its report ends by itself. */
  withdraw(caller: Pick<WorkerCaller, 'gateway'>): Promise<void>
}

const firstPauseMs = 1_000
const longestPauseMs = 60_000
/** Who has not stumbled for so long begins anew with short pauses. */
const forgottenMs = 2 * longestPauseMs

/** Knows which vault keys this process lacks, says each once, and holds its claims back while it stumbles over one. */
export function watchVault(
  ring: KeyRing,
  log: Logger,
  now: () => number = () => performance.now(),
): VaultWatch {
  const vaultKeyIds = keyIdsOf(ring)
  let missing = new Set<string>()
  let pauseMs = 0
  let stumbledAt = -Infinity
  const say = (vaultKeyId: string) =>
    log.error({ vaultKeyId }, 'vault key missing: give this worker the newest key ring')
  return {
    vaultKeyIds,
    named(ids) {
      const before = missing
      missing = new Set(ids.filter((id) => !vaultKeyIds.includes(id)))
      for (const id of missing) if (!before.has(id)) say(id)
    },
    stumbled(sealed) {
      const id = sealed.split('.')[1] ?? ''
      if (!missing.has(id)) say(id)
      missing.add(id)
      // Claims that came together are one stumble.
      if (now() < stumbledAt + pauseMs) return
      const begins = now() - stumbledAt > pauseMs + forgottenMs
      pauseMs = begins ? firstPauseMs : Math.min(pauseMs * 2, longestPauseMs)
      stumbledAt = now()
    },
    pausing: () => now() < stumbledAt + pauseMs,
    missing: () => [...missing].toSorted(),
    async withdraw({ gateway }) {
      await gateway
        .withdrawRing()
        .catch((err: unknown) => log.warn({ err }, 'ring report not withdrawn'))
    },
  }
}
