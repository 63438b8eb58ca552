import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createTestDeps, type TestDeps } from '@aetherflow/api/testing/test-deps'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DoorOptions, serveDoors } from './testing/serve-doors.ts'

let t: TestDeps
let worker: string
const healthy = createServer((_request, response) => response.end('ok'))
beforeAll(async () => {
  t = await createTestDeps()
  await new Promise<void>((resolve) => healthy.listen(0, '127.0.0.1', resolve))
  worker = `http://127.0.0.1:${(healthy.address() as AddressInfo).port}`
})
afterAll(async () => {
  healthy.close()
  healthy.closeAllConnections()
  await t.close()
})

async function ask(path: string, options: DoorOptions, headers: Record<string, string> = {}) {
  const served = await serveDoors(t, options)
  const response = await fetch(`${served.url}${path}`, { headers })
  const text = await response.text()
  served.close()
  return { status: response.status, text }
}

test('is alive whatever else is down, and knows no other question', async () => {
  expect(await ask('/api/health/live', {})).toEqual({ status: 200, text: '{"status":"ok"}' })
  expect((await ask('/api/health/secrets', {})).status).toBe(404)
})

test('is ready when web, database, worker and simulator are', async () => {
  const up = { workerHealthUrl: worker, simulatorUrl: t.simulator.url }
  const parts = { database: 'ok', migrations: 'ok', worker: 'ok', simulator: 'ok' }
  const { status, text } = await ask('/api/health/ready', up)
  expect([status, JSON.parse(text)]).toEqual([200, { status: 'ok', parts }])
})

test('counts a missing worker in a demo, and only reports it in production', async () => {
  const down = { workerHealthUrl: 'http://127.0.0.1:1', simulatorUrl: t.simulator.url }
  expect((await ask('/api/health/ready', { ...down, mode: 'demo' })).status).toBe(503)
  const { status, text } = await ask('/api/health/ready', { ...down, mode: 'production' })
  expect(status).toBe(200)
  expect(JSON.parse(text)).toMatchObject({ status: 'ok', parts: { worker: 'error' } })
})

test('shows its figures on a demo’s machine, and behind a token in production', async () => {
  const metricsToken = 'metrics-token-of-the-tests-0123456789'
  const figures = /aetherflow_pool_connections/
  expect((await ask('/api/metrics', { mode: 'demo' })).text).toMatch(figures)
  const production = { mode: 'production' as const, metricsToken }
  for (const authorization of ['', 'Bearer wrong', metricsToken, `Bearer ${metricsToken}x`])
    expect((await ask('/api/metrics', production, { authorization })).status).toBe(404)
  const { text } = await ask('/api/metrics', production, {
    authorization: `Bearer ${metricsToken}`,
  })
  expect(text).toMatch(figures)
  const closed = { mode: 'production' as const }
  expect((await ask('/api/metrics', closed, { authorization: 'Bearer undefined' })).status).toBe(
    404,
  )
})
