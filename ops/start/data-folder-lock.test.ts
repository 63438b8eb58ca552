import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { holderFile, lockDataFolder, readHolder } from './data-folder-lock.ts'
import { identify, isRunning } from './process-identity.ts'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'aetherflow-lock-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

function pretend(
  supervisor: { pid: number; startedAt: string },
  children: { name: string; pid: number; startedAt: string }[] = [],
) {
  mkdirSync(path.dirname(holderFile(dataDir)), { recursive: true })
  writeFileSync(
    holderFile(dataDir),
    JSON.stringify({ supervisor, children, address: 'http://localhost:1' }),
  )
}

it('refuses a folder that a running process serves from, and says where', () => {
  const lock = lockDataFolder(dataDir)
  lock.record({ address: 'http://localhost:3000' })
  expect(() => lockDataFolder(dataDir)).toThrow(
    `already runs from ${dataDir} at http://localhost:3000 (process ${process.pid})`,
  )
})

it('gives the folder to the next one after a release', () => {
  lockDataFolder(dataDir).release()
  expect(lockDataFolder(dataDir).orphans).toEqual([])
})

it('takes over from a process that is gone', () => {
  pretend({ pid: spawnSync('true').pid, startedAt: 'long ago' })
  expect(lockDataFolder(dataDir).orphans).toEqual([])
  expect(readHolder(holderFile(dataDir))?.supervisor.pid).toBe(process.pid)
})

it('takes over when the id of the dead process belongs to somebody else now', () => {
  pretend({ pid: process.pid, startedAt: 'another time' })
  expect(() => lockDataFolder(dataDir)).not.toThrow()
})

it('takes over from a file that cannot be read', () => {
  mkdirSync(path.dirname(holderFile(dataDir)), { recursive: true })
  writeFileSync(holderFile(dataDir), '{"half')
  expect(lockDataFolder(dataDir).orphans).toEqual([])
})

it('names the children that a killed supervisor left running, and no others', async () => {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' })
  const running = identify(child.pid ?? 0)
  expect(running).not.toBeNull()
  const orphan = { name: 'worker', pid: running?.pid ?? 0, startedAt: running?.startedAt ?? '' }
  pretend({ pid: spawnSync('true').pid, startedAt: 'long ago' }, [
    orphan,
    { ...orphan, name: 'web', startedAt: 'before' },
  ])
  expect(lockDataFolder(dataDir).orphans).toEqual([orphan])

  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
  expect(isRunning(orphan)).toBe(false)
})
