import { setTimeout as sleep } from 'node:timers/promises'
import { demoId } from './demo-id.ts'
import type { DemoCaller } from './demo-people.ts'
import { runs } from './demo-scene.ts'

const DELIVERED_WITHIN_MS = 30_000

export const runId = (index: number) => demoId(`run/${index}`)

/** Submits one run of the scene, at what it costs now; answers its id. */
export async function makeImages(consumer: DemoCaller, index: number): Promise<string> {
  const run = runs[index]
  if (run === undefined) throw new Error(`the scene has no run ${index}`)
  const { prompt, modelId, count, ...params } = run
  const ceiling = await quoted(consumer, { prompt, models: [{ modelId, count }] })
  const submitted = await consumer.tasks.submit({
    clientId: runId(index),
    prompt,
    params: { outputFormat: 'webp', ...params },
    tasks: Array.from({ length: count }, () => ({ modelId, ceiling })),
  })
  return submitted.runId
}

type Quote = Parameters<DemoCaller['tasks']['quote']>[0]

// Routing looks at offers every second: one that went live just now may not be seen yet.
async function quoted(consumer: DemoCaller, quote: Quote): Promise<bigint> {
  for (let tries = 0; tries < 50; tries += 1) {
    const { lines } = await consumer.tasks.quote(quote)
    const ceiling = lines[0]?.ceiling ?? null
    if (ceiling !== null) return ceiling
    await sleep(200)
  }
  throw new Error('nobody offers what the demo makes')
}

/** The first image of a run that is there. */
export async function firstDelivered(consumer: DemoCaller, run: string): Promise<string> {
  for (let waitedMs = 0; waitedMs < DELIVERED_WITHIN_MS; waitedMs += 200) {
    const { tasks } = await consumer.tasks.run({ runId: run })
    const delivered = tasks.find(({ status }) => status === 'completed')
    if (delivered !== undefined) return delivered.id
    await sleep(200)
  }
  throw new Error('the demo made no image in time')
}
