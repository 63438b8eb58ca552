import { createTestDeps, type TestDeps } from '@aetherflow/api/testing/test-deps'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startHealthServer } from './health-server.ts'

let test: TestDeps
beforeAll(async () => {
  test = await createTestDeps()
})
afterAll(() => test.close())

it('is alive while its loops are, says which one hangs, and which vault keys it misses', async () => {
  let stuck: string[] = []
  let missing: string[] = []
  const server = await startHealthServer(test.workerDeps, 0, {
    stuck: () => stuck,
    missing: () => missing,
  })
  try {
    expect((await fetch(`${server.url}/live`)).status).toBe(200)
    expect((await fetch(`${server.url}/ready`)).status).toBe(200)
    stuck = ['heartbeat']
    const answer = await fetch(`${server.url}/live`)
    expect([answer.status, await answer.text()]).toEqual([503, 'stuck: heartbeat'])
    expect((await fetch(`${server.url}/elsewhere`)).status).toBe(404)
    missing = ['vk-newer', 'vk-newest']
    const ready = await fetch(`${server.url}/ready`)
    expect([ready.status, await ready.text()]).toEqual([
      503,
      'vault keys missing: vk-newer, vk-newest',
    ])
  } finally {
    await server.close()
  }
})
