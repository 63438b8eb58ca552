import { randomUUID } from 'node:crypto'
import { resumeResource } from '@aetherflow/api/gateway/resume-resource'
import { updateResource } from '@aetherflow/api/gateway/update-resource'
import { submitRun } from '@aetherflow/api/tasks/submit-run'
import { addCredits, addUser } from '@aetherflow/api/testing/arrange'
import { type TestUser, userCtx } from '@aetherflow/api/testing/contexts'
import { depositKey, newKey } from '@aetherflow/api/testing/deposit-key'
import { until } from './until.ts'
import type { World } from './open-world.ts'

/** One megapixel as JPEG, always of the same seed: the least work for simulator and picture thread. */
export const model = 'stability:sd3.5-medium'
/** 3.5 upstream credits at the default price, in hundredths. */
const price = 350n
/** Its vendor names the job, so another worker can ask for the picture. */
export const jobModel = 'bfl:flux-pro-1.1'
const jobPrice = 400n

export type Supply = { resourceId: string; key: string; owner: TestUser }

/** A provider whose key was sealed here and is verified by the worker that runs. */
export async function addSupply(
  world: World,
  key = newKey(),
  upstreamId = 'stability',
): Promise<Supply> {
  const owner = await addUser(world, 'provider')
  const { resourceId, context } = await depositKey(world, owner, key, upstreamId)
  await until('the deposit to be verified', async () => {
    const { rows } = await world.admin.query(
      `SELECT FROM verifications WHERE credential_id = $1 AND state = 'passed'`,
      [context.credentialId],
    )
    return rows.length === 1
  })
  const ctx = userCtx(world.deps, owner)
  await updateResource(ctx, { resourceId, concurrencyLimit: 50, requestsPerMinute: 6_000 })
  await resumeResource(ctx, { resourceId })
  return { resourceId, key, owner }
}

export type Consumer = TestUser & { credits: bigint }

export async function addConsumer(world: World): Promise<Consumer> {
  const user = await addUser(world)
  await addCredits(world, user, 500)
  return { ...user, credits: 50_000n }
}

type Asked = { prompt?: string; /** In turn. */ models?: readonly string[] }

/** Submits so many tasks, in runs of at most 8. */
export async function submitTasks(
  world: World,
  consumer: TestUser,
  count: number,
  { prompt = 'a lighthouse at dawn', models = [model] }: Asked = {},
): Promise<string[]> {
  const tasks: string[] = []
  while (tasks.length < count) {
    const size = Math.min(8, count - tasks.length)
    const run = await submitRun(userCtx(world.deps, consumer), {
      clientId: randomUUID(),
      prompt,
      negativePrompt: '',
      params: { aspectRatio: '1:1', outputFormat: 'jpeg' },
      preference: 'balanced',
      ownKey: false,
      tasks: Array.from({ length: size }, (_, index) =>
        taskOf(models[index % models.length] ?? model),
      ),
    })
    tasks.push(...run.tasks.map(({ taskId }) => taskId))
  }
  return tasks
}

function taskOf(modelId: string): { modelId: string; ceiling: bigint; seed: bigint } {
  return { modelId, ceiling: modelId === jobModel ? jobPrice : price, seed: 7n }
}
