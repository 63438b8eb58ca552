import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { resumeResource } from '@aetherflow/api/gateway/resume-resource'
import { updateResource } from '@aetherflow/api/gateway/update-resource'
import type { SubmitRun } from '@aetherflow/api/tasks/schemas'
import { submitRun } from '@aetherflow/api/tasks/submit-run'
import { addCredits, addUser } from '@aetherflow/api/testing/arrange'
import { type TestUser, userCtx } from '@aetherflow/api/testing/contexts'
import { depositKey, newKey } from '@aetherflow/api/testing/deposit-key'
import type { Stage } from './open-stage.ts'

// More wait for a connection longer than a transaction may on a busy machine.
const depositsAtOnce = 5

/** Resources that never run out of anything; a worker must run, which verifies them. */
export async function addSupplies(stage: Stage, count: number): Promise<void> {
  let left = count
  await Promise.all(
    Array.from({ length: Math.min(count, depositsAtOnce) }, async () => {
      while (left-- > 0) await addSupply(stage)
    }),
  )
  // The vendor's own limits are off as well: what is measured is ours.
  await stage.admin.query(
    `UPDATE upstream_accounts SET window_limit = 1000000, concurrency_limit = 1000`,
  )
}

async function addSupply(stage: Stage): Promise<void> {
  const key = newKey()
  await register(stage, key)
  const owner = await addUser(stage, 'provider')
  const { resourceId, context } = await depositKey(stage, owner, key)
  await verified(stage, context.credentialId)
  const ctx = userCtx(stage.deps, owner)
  const limitE4 = 1_000_000_000_000n
  await updateResource(ctx, {
    resourceId,
    concurrencyLimit: 100,
    requestsPerMinute: 6_000,
    dailyLimitE4: limitE4,
    monthlyLimitE4: limitE4,
  })
  await resumeResource(ctx, { resourceId })
}

async function register({ simulatorUrl }: Stage, key: string): Promise<void> {
  await fetch(`${simulatorUrl}/control/keys`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key, credits: 1_000_000, account: `bench-${randomUUID()}` }),
  })
}

async function verified({ admin }: Stage, credentialId: string): Promise<void> {
  for (;;) {
    const { rows } = await admin.query<{ state: string }>(
      'SELECT state::text FROM verifications WHERE credential_id = $1',
      [credentialId],
    )
    const state = rows[0]?.state
    if (state === 'passed') return
    if (state === 'failed') throw new Error('a deposit was refused')
    await sleep(200)
  }
}

export async function addConsumers(stage: Stage, count: number): Promise<TestUser[]> {
  const consumers: TestUser[] = []
  for (let at = 0; at < count; at++) {
    const user = await addUser(stage)
    await addCredits(stage, user, 10_000)
    consumers.push(user)
  }
  return consumers
}

export type Picture = { modelId: string; outputFormat: 'png' | 'jpeg' | 'webp' }

export function runOf({ modelId, outputFormat }: Picture, size: number): SubmitRun {
  return {
    clientId: randomUUID(),
    prompt: `a lighthouse at dawn, ${randomUUID().slice(0, 4)}`,
    negativePrompt: '',
    params: { aspectRatio: '1:1', outputFormat },
    preference: 'balanced',
    ownKey: false,
    tasks: Array.from({ length: size }, () => ({ modelId, ceiling: 2_000n, seed: null })),
  }
}

export async function submit(stage: Stage, user: TestUser, run: SubmitRun): Promise<string[]> {
  const submitted = await submitRun(userCtx(stage.deps, user), run)
  return submitted.tasks.map(({ taskId }) => taskId)
}
