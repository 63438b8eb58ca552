import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { identify, isRunning } from './process-identity.ts'
import { spawnChild } from './spawn-child.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'aetherflow-child-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const never = new AbortController().signal
const GRACE_MS = 20_000
const SAY_READY = `console.log(JSON.stringify({ ready: true, url: 'http://there' }))`
const STAY = `setInterval(() => {}, 1000)`

const child = (script: string) =>
  spawnChild({
    name: 'worker',
    command: ['--input-type=module', '--eval', script],
    cwd: folder,
    environment: { PATH: process.env.PATH ?? '' },
    logFile: path.join(folder, 'worker.log'),
  })

it('is ready when it says so, and stops when it is asked to', async () => {
  const one = child(`process.on('SIGTERM', () => process.exit(0)); ${SAY_READY}; ${STAY}`)
  expect(await one.ready).toEqual({ ready: true, url: 'http://there' })
  await one.stop(GRACE_MS, never)
  expect(await one.ended).toMatchObject({ code: 0, signal: null })
  expect(isRunning(one.identity)).toBe(false)
})

it('tells its last lines when it ends before it is ready', async () => {
  const one = child(`console.log('looking'); console.log('no database here'); process.exit(3)`)
  await expect(one.ready).rejects.toThrow('no database here')
  expect(await one.ended).toMatchObject({ code: 3 })
  expect(readFileSync(path.join(folder, 'worker.log'), 'utf8')).toBe('looking\nno database here\n')
})

it('does not take talk about being ready for being ready', async () => {
  const one = child(
    `console.log('{"msg":"\\\\"ready\\\\":true soon"}'); console.log('{"ready":false}')`,
  )
  await expect(one.ready).rejects.toThrow('ended before it was ready')
})

it('kills one that does not stop', async () => {
  const one = child(`process.on('SIGTERM', () => {}); ${SAY_READY}; ${STAY}`)
  await one.ready
  await one.stop(1, never)
  expect(await one.ended).toMatchObject({ signal: 'SIGKILL' })
})

it('kills at once when somebody is in a hurry', async () => {
  const one = child(`process.on('SIGTERM', () => {}); ${SAY_READY}; ${STAY}`)
  await one.ready
  await one.stop(GRACE_MS, AbortSignal.abort())
  expect(await one.ended).toMatchObject({ signal: 'SIGKILL' })
})

it('takes its own children along', async () => {
  const one = child(
    `import { spawn } from 'node:child_process'
     const grandchild = spawn('sleep', ['600'], { stdio: 'inherit' })
     console.log(JSON.stringify({ ready: true, url: String(grandchild.pid) })); ${STAY}`,
  )
  const pid = Number((await one.ready).url)
  await one.stop(1, never)
  // A process closes its pipes a moment before it is gone.
  await expect.poll(() => identify(pid)).toBeNull()
})
