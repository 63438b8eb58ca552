import { expect, it } from 'vitest'
import { startWorker } from './start-worker.ts'
import { workerMarket } from './testing/worker-market.ts'

const market = workerMarket()

const ringReports = async (): Promise<string[]> => {
  const text = 'SELECT worker_id AS id FROM vault_ring_reports ORDER BY 1'
  return (await market.test.admin.query<{ id: string }>(text)).rows.map(({ id }) => id)
}
const start = () =>
  startWorker({
    AETHERFLOW_MODE: 'test',
    PUBLIC_URL: 'http://127.0.0.1:9',
    DATABASE_URL: market.test.database.workerUrl,
    VAULT_KEY_RING_FILE: 'read already',
    STORAGE_ROOT: '/nowhere',
    SIMULATOR_URL: market.simulator.url,
    MAIL_FROM: { name: 'Aetherflow', address: 'no-reply@localhost' },
    WORKER_HEALTH_PORT: 0,
    WORKER_CONCURRENCY: 4,
    AIGC_PRODUCER: 'Aetherflow',
    LOG_LEVEL: 'silent',
    ring: market.test.keyRing,
  })

it('takes its ring report back when it stops, and nobody else’s', async () => {
  const [stopping, staying] = [await start(), await start()]
  try {
    await expect
      .poll(ringReports, { timeout: 20_000 })
      .toEqual([stopping.id, staying.id].toSorted())
    await stopping.stop()
    expect(await ringReports()).toEqual([staying.id])
  } finally {
    await staying.stop()
  }
  expect(await ringReports()).toEqual([])
})
