import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { processesIn } from '../embedded/postmaster.ts'
import { startTestCluster } from './start-test-cluster.ts'

test('stopping leaves neither processes nor files', async () => {
  const cluster = await startTestCluster()
  expect(processesIn(cluster.dataDir).length).toBeGreaterThan(0)
  await cluster.stop()
  expect(processesIn(cluster.dataDir)).toEqual([])
  expect(existsSync(cluster.dataDir)).toBe(false)
})

test('a run that is killed leaves neither processes nor files', async () => {
  const script = `
    const { startTestCluster } = await import(process.argv[1])
    const cluster = await startTestCluster()
    process.stdout.write(cluster.dataDir)
    setInterval(() => {}, 1000)`
  const source = path.join(import.meta.dirname, 'start-test-cluster.ts')
  const run = spawn(process.execPath, ['--input-type=module', '-e', script, source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const dataDir = await new Promise<string>((resolve) => {
    run.stdout.once('data', (text: Buffer) => resolve(text.toString()))
  })
  expect(processesIn(dataDir).length).toBeGreaterThan(0)
  run.kill('SIGKILL')
  await vi.waitFor(
    () => {
      expect(processesIn(dataDir)).toEqual([])
      expect(existsSync(dataDir)).toBe(false)
    },
    { timeout: 15_000, interval: 100 },
  )
})
