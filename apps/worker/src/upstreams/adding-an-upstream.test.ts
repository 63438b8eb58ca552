import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { resumeResource } from '@aetherflow/api/gateway/resume-resource'
import { submitTasks, taskRow } from '@aetherflow/api/tasks/testing/arrange-tasks'
import { addCredits, addUser } from '@aetherflow/api/testing/arrange'
import { userCtx } from '@aetherflow/api/testing/contexts'
import { depositKey } from '@aetherflow/api/testing/deposit-key'
import { createTestDeps } from '@aetherflow/api/testing/test-deps'
import {
  createUpstreams,
  type UpstreamConstructor,
  upstreamConstructors,
} from '@aetherflow/integrations/image/upstreams'
import type { Vendor } from '@aetherflow/simulator/vendors/vendor'
import { vendorList } from '@aetherflow/simulator/vendors/vendor-list'
import { afterAll, describe, expect, it } from 'vitest'
import { verifyDue } from '../deposits/verify-due.ts'
import { testDispatcher } from '../testing/test-dispatcher.ts'
import { callAs } from '../worker-caller.ts'
import { unpackPage } from './unpack-page.ts'

const adapterFile = 'packages/integrations/src/image/petrel/create-petrel.ts'
const vendorFile = 'packages/simulator/src/vendors/petrel.ts'
const contractFile = 'packages/integrations/src/image/petrel/contract.test.ts'
const startName = '@aetherflow/simulator/start-simulator'

// The page's own contract test starts the simulator with its own list, which here has one more line.
const page = await unpackPage('docs/adding-an-upstream.md', (file, text) =>
  file === contractFile ? text.replace(`'${startName}'`, `'./start-with-petrel.ts'`) : text,
)
afterAll(() => page[Symbol.asyncDispose]())
await writeFile(
  path.join(path.dirname(page.at(contractFile)), 'start-with-petrel.ts'),
  `import { type SimulatorOptions, startSimulator as start } from '${startName}'
import { petrel } from '${page.at(vendorFile)}'
export const startSimulator = (options: SimulatorOptions) => start({ ...options, vendors: [petrel] })
`,
)

const { createPetrel, petrel } = await loaded().catch(async (error: unknown) => {
  await page[Symbol.asyncDispose]()
  throw error
})

describe('the page on adding an upstream', () => {
  it('names three files and shows the two lines', () => {
    expect(page.files).toEqual([adapterFile, vendorFile, contractFile])
    expect(page.text).toContain('  petrel: createPetrel,\n')
    expect(page.text).toContain('  petrel,\n')
  })

  it('shows code that compiles', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'aetherflow-page-'))
    const base = path.join(import.meta.dirname, '../../../../tsconfig.base.json')
    const config = { extends: base, include: [], files: page.files.map(page.at) }
    const project = path.join(folder, 'tsconfig.json')
    await writeFile(project, JSON.stringify({ ...config, compilerOptions: { typeRoots: [types] } }))
    try {
      const { stdout } = await promisify(execFile)(compiler, ['--noEmit', '-p', project]).catch(
        (error: { stdout: string }) => error,
      )
      expect(stdout).toBe('')
    } finally {
      await rm(folder, { recursive: true })
    }
  }, 60_000)

  it('leads to a delivered picture by deposit, routing, worker and settlement', async () => {
    await using market = await openMarket()
    const { test } = market
    const provider = await addUser(test, 'provider')
    const { resourceId } = await depositKey(test, provider, 'sk-sim-petrel-page', 'petrel')
    await verifyDue(market.ports)
    await resumeResource(userCtx(test.deps, provider), { resourceId })

    const consumer = await addUser(test)
    await addCredits(test, consumer, 100)
    const run = await submitTasks(test, consumer, 1, {
      prompt: '暴风雨中的海燕',
      params: {
        aspectRatio: '16:9',
        outputFormat: 'webp',
        options: { 'petrel:storm': { wind: 'gale' } },
      },
      tasks: [{ modelId: 'petrel:storm', ceiling: 200n, seed: 7n }],
    })
    const task = run.tasks[0]?.taskId ?? ''
    await expect
      .poll(
        async () => {
          await market.worker.round()
          return (await taskRow(test, task)).status
        },
        { timeout: 20_000 },
      )
      .toBe('completed')

    const { rows } = await test.admin.query<Record<string, unknown>>(
      `SELECT a.id, a.state, a.job_ref, i.width, i.height, s.price::text
       FROM attempts a JOIN images i ON i.task_id = a.task_id JOIN settlements s ON s.task_id = a.task_id
       WHERE a.task_id = $1`,
      [task],
    )
    expect(rows).toEqual([
      {
        id: expect.any(String),
        state: 'succeeded',
        job_ref: expect.stringMatching(/^pic-[0-9a-f]{24}$/),
        width: 1280,
        height: 720,
        price: '120',
      },
    ])
    expect(test.simulator.bill()).toMatchObject([
      { vendor: 'petrel', model: 'storm', credits: 1.2, correlationId: rows[0]?.['id'] },
    ])
  }, 60_000)
})

/** The page's adapter and vendor; its contract test adds itself to this file's. */
async function loaded() {
  const adapter = (await import(page.at(adapterFile))) as { createPetrel: UpstreamConstructor }
  const vendor = (await import(page.at(vendorFile))) as { petrel: Vendor }
  await import(page.at(contractFile))
  return { ...adapter, ...vendor }
}

const bin = path.join(import.meta.dirname, '../../../../node_modules')
const compiler = path.join(bin, '.bin/tsc')
const types = path.join(bin, '@types')

/** The product with one more line in each of its two lists. */
async function openMarket() {
  const constructors = { ...upstreamConstructors, petrel: createPetrel }
  const test = await createTestDeps({
    vendors: [...vendorList, petrel],
    open: ({ url }) => {
      const ids = Object.keys(constructors)
      const baseUrls = Object.fromEntries(ids.map((id) => [id, `${url}/${id}`]))
      return createUpstreams({ baseUrls, constructors })
    },
  })
  const { upstreams } = test.workerDeps
  const caller = callAs('worker-page', test.workerDeps)
  const ports = { caller, ring: test.keyRing, upstreams, simulatedKeysOnly: true }
  const worker = testDispatcher({ test, upstreams }, { caller })
  return { test, ports, worker, [Symbol.asyncDispose]: () => test.close() }
}
