import { addUpload } from '@aetherflow/api/tasks/testing/add-upload'
import { submitTasks, taskRow } from '@aetherflow/api/tasks/testing/arrange-tasks'
import type { PublishedModel } from '@aetherflow/integrations/image/image-upstream'
import { createStability } from '@aetherflow/integrations/image/stability/create-stability'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { testDispatcher } from '../testing/test-dispatcher.ts'
import { until } from '../testing/until.ts'
import { workerMarket } from '../testing/worker-market.ts'

const market = workerMarket()
const side = 128
const editing = createStability().models.filter(({ capability }) => capability.inputs.length > 0)

/** A picture of the consumer with its bytes in the storage. */
async function stored(background: string) {
  const { test, consumer } = market
  const create = { width: side, height: side, channels: 4 as const, background }
  const bytes = new Uint8Array(await sharp({ create }).webp({ lossless: true }).toBuffer())
  const size = { width: side, height: side, sizeBytes: bytes.byteLength }
  const { id, storageKey } = await addUpload(test, consumer.id, size)
  await test.workerDeps.storage.put(storageKey, bytes, 'image/webp')
  return { kind: 'upload' as const, id }
}

async function submit({ id, capability }: PublishedModel): Promise<string> {
  const hasMask = capability.inputs.some(({ name }) => name === 'mask')
  const needed = capability.options.filter(
    ({ required, name }) => required || name === capability.needsOneOf[0],
  )
  const options = Object.fromEntries(
    needed.map(({ name, kind }) => [
      name,
      kind === 'text' ? 'the boat' : kind === 'number' ? 0.5 : 16,
    ]),
  )
  const run = await submitTasks(market.test, market.consumer, 1, {
    prompt: capability.prompt === 'none' ? '' : 'a lighthouse at dawn',
    params: {
      outputFormat: capability.outputFormats.includes('png') ? 'png' : 'webp',
      image: await stored('#3366ccff'),
      ...(hasMask ? { mask: await stored('#ffffffff') } : {}),
      ...(needed.length > 0 ? { options: { [id]: options } } : {}),
    },
    tasks: [{ modelId: id, ceiling: 9_000n, seed: null }],
  })
  return run.tasks[0]?.taskId ?? ''
}

describe('a worker', () => {
  it.each(editing.map((model) => [model.id, model] as const))(
    'brings the picture of the consumer to %s and the result back',
    async (_id, model) => {
      await market.supply()
      const { test } = market
      const task = await submit(model)
      const worker = testDispatcher(market)
      await worker.round()
      await until(() => worker.inFlight() === 0)
      expect(await taskRow(test, task)).toMatchObject({ status: 'completed' })
      const { rows } = await test.admin.query(
        `SELECT a.job_ref, i.width, i.height FROM attempts a JOIN images i ON i.attempt_id = a.id WHERE a.task_id = $1`,
        [task],
      )
      expect(rows[0]?.job_ref !== null).toBe(model.callClass === 'job-id')
      expect(rows[0]?.width).toBeGreaterThanOrEqual(side)
    },
    30_000,
  )
})
