import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { holderFile, readHolder } from '../start/data-folder-lock.ts'
import { isRunning } from '../start/process-identity.ts'
import { anotherUser, copyCheckout, type Owner } from './copy-checkout.ts'
import { answerOf } from './answer-of.ts'
import {
  databaseFolder,
  leftovers,
  parentOf,
  postmasterPid,
  startApp,
  type App,
} from './running-app.ts'

const BUILD = 'building the pages'
const other = anotherUser()
// As root the clone lies in a private folder, where the database's user cannot go.
// What does not depend on the user is tried once.
const situations: { who: string; owner: Owner | null; mode: number; thorough: boolean }[] =
  other === null
    ? [{ who: 'this user', owner: null, mode: 0o755, thorough: true }]
    : [
        { who: 'root, from a private folder', owner: null, mode: 0o700, thorough: true },
        { who: 'an ordinary user', owner: other, mode: 0o755, thorough: false },
      ]

describe.each(situations)('npm start as $who', ({ owner, mode, thorough }) => {
  let folder: string
  let checkout: string
  let dataDir: string
  const apps: App[] = []
  const moved = new Set<string>()

  const start = (args?: string[], env?: Record<string, string>) => {
    const app = startApp({
      checkout,
      dataDir,
      owner,
      ...(args === undefined ? {} : { args }),
      ...(env === undefined ? {} : { env }),
    })
    apps.push(app)
    return app
  }
  const stopped = async (app: App, signal: NodeJS.Signals) => {
    app.process.kill(signal)
    return app.ended
  }

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'aetherflow-start-'))
    checkout = path.join(folder, 'clone')
    dataDir = path.join(checkout, 'data')
    copyCheckout(checkout, owner, mode)
  })

  afterEach(async () => {
    for (const app of apps.splice(0)) {
      if (app.process.exitCode === null && app.process.signalCode === null)
        app.process.kill('SIGTERM')
      await app.ended
      const database = databaseFolder(app.output(), dataDir)
      if (!database.startsWith(folder)) moved.add(database)
    }
    await expect.poll(() => leftovers(folder, ...moved), { timeout: 5_000 }).toEqual([])
  })

  afterAll(() => {
    for (const each of [folder, ...moved]) rmSync(each, { recursive: true, force: true })
  })

  it('builds, answers, and leaves nothing behind after SIGTERM', async () => {
    const app = start()
    const { address } = await app.served()
    expect(app.output()).toContain(BUILD)
    expect((await answerOf(`${address}/api/health/ready`)).status).toBe(200)
    expect(await stopped(app, 'SIGTERM')).toBe(0)
  })

  it('does not build a second time, and leaves nothing behind after two Ctrl-C', async () => {
    const app = start()
    await app.served()
    expect(app.output()).not.toContain(BUILD)
    // A terminal gives Ctrl-C to the whole group.
    const press = () => process.kill(-(app.process.pid ?? 0), 'SIGINT')
    press()
    await sleep(1_200)
    if (app.process.exitCode === null) press()
    await app.ended
  })

  it('leaves nothing behind when it is stopped while it starts', async () => {
    const app = start()
    while (readHolder(holderFile(dataDir)) === null && app.process.exitCode === null)
      await sleep(20)
    await stopped(app, 'SIGTERM')
    expect(app.output()).not.toContain('is ready')
  })

  it.runIf(thorough)(
    'refuses a second start from the same data folder and says where the first is',
    async () => {
      const first = start()
      const { address } = await first.served()
      const second = start()
      expect(await second.ended).not.toBe(0)
      expect(second.output()).toContain(`already runs from ${dataDir} at ${address}`)
      expect((await answerOf(`${address}/api/health/ready`)).status).toBe(200)
    },
  )

  it.each(thorough ? ['web', 'worker', 'simulator', 'database'] : ['database'])(
    'stops everything when its %s dies',
    async (name) => {
      const app = start()
      const { children } = await app.served()
      const victim =
        name === 'database'
          ? postmasterPid(databaseFolder(app.output(), dataDir))
          : children.find((child) => child.name === name)?.pid
      process.kill(victim ?? 0, 'SIGKILL')
      expect(await app.ended).not.toBe(0)
      expect(app.output()).toMatch(/error: The .* ended unexpectedly/)
    },
  )

  it('cleans up and works again after its supervisor was killed', async () => {
    const killed = start()
    const { supervisor } = await killed.served()
    process.kill(supervisor.pid, 'SIGKILL')
    await killed.ended
    const again = start()
    const { address } = await again.served()
    expect((await answerOf(`${address}/api/health/ready`)).status).toBe(200)
    expect(await stopped(again, 'SIGTERM')).toBe(0)
  })

  it.runIf(thorough)('stops by itself when its bootstrap was killed', async () => {
    const app = start()
    const { supervisor } = await app.served()
    process.kill(parentOf(supervisor.pid), 'SIGKILL')
    await app.ended
    while (isRunning(supervisor)) await sleep(50)
    expect(readHolder(holderFile(dataDir))).toBeNull()
  })

  it.runIf(thorough)('stops by itself when npm was killed', async () => {
    const app = start()
    const { supervisor } = await app.served()
    app.process.kill('SIGKILL')
    await app.ended
    while (isRunning(supervisor)) await sleep(50)
    expect(readHolder(holderFile(dataDir))).toBeNull()
  })

  it.runIf(thorough)('refuses a port that is taken when it was asked for', async () => {
    const squatter = createServer()
    await new Promise<void>((done) => squatter.listen(0, '127.0.0.1', done))
    const address = squatter.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const app = start(['--port', String(port)])
    expect(await app.ended).not.toBe(0)
    expect(app.output()).toContain(`Port ${port} is taken`)
    await new Promise((done) => squatter.close(done))
  })

  it.runIf(thorough)('serves https with its own certificate', async () => {
    const app = start(['--port', '0', '--https'])
    const { address } = await app.served()
    expect(address).toMatch(/^https:/)
    expect((await answerOf(`${address}/api/health/ready`)).status).toBe(200)
  })
})
