import { setTimeout as sleep } from 'node:timers/promises'
import { maskedTail } from '@aetherflow/crypto/masked-tail'
import { sealCredential } from '@aetherflow/crypto/seal-credential'
import { demoId } from './demo-id.ts'
import type { DemoCaller } from './demo-people.ts'

export type DemoOffer = {
  upstreamId: string
  name: string
  key: string
  priceE4: bigint
  concurrency: number
  /** Where the vendor tells no balance: what may be spent, in 1/10,000 upstream credit. */
  budgetE4?: bigint
}

const VERIFIED_WITHIN_MS = 30_000

/** Deposits a simulator's key as a provider would: sealed here, verified by the worker, then live. */
export async function putOnOffer(
  provider: DemoCaller,
  { upstreamId, name, key, priceE4, concurrency, budgetE4 }: DemoOffer,
): Promise<void> {
  const notice = await provider.gateway.warranty({ upstreamId })
  const begun = await provider.gateway.beginDeposit({
    clientId: demoId(`offer/${name}`),
    upstreamId,
    name,
    warrantyVersion: notice.version,
    warrantyHash: notice.textHash,
  })
  const { resourceId, context, vaultPublicKey } = begun
  const { state } = await provider.gateway.verification({ resourceId })
  if (state === 'none') {
    const sealed = await sealCredential(vaultPublicKey, context, key)
    await provider.gateway.completeDeposit({
      credentialId: context.credentialId,
      sealed,
      maskedTail: maskedTail(key),
    })
  }
  await untilVerified(provider, resourceId)
  if (budgetE4 !== undefined) await provider.gateway.declareBudget({ resourceId, budgetE4 })
  await provider.gateway.updateResource({ resourceId, priceE4, concurrencyLimit: concurrency })
  await provider.gateway.resumeResource({ resourceId })
}

async function untilVerified(provider: DemoCaller, resourceId: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < VERIFIED_WITHIN_MS; waitedMs += 200) {
    const { state } = await provider.gateway.verification({ resourceId })
    if (state === 'passed') return
    if (state === 'failed') throw new Error('a demo key was refused')
    await sleep(200)
  }
  throw new Error('a demo key was not verified in time')
}
