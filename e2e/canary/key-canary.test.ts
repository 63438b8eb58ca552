import { randomBytes, randomUUID } from 'node:crypto'
import path from 'node:path'
import { addUser } from '@aetherflow/api/testing/arrange'
import { maskedTail } from '@aetherflow/crypto/masked-tail'
import { sealCredential } from '@aetherflow/crypto/seal-credential'
import { FAULTS } from '@aetherflow/simulator/scenario'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attemptsOf } from '../processes/look.ts'
import { openWorld, type World } from '../processes/open-world.ts'
import { addConsumer, type Consumer, submitTasks } from '../processes/people.ts'
import { plan, readBill } from '../processes/simulated-vendor.ts'
import { until } from '../processes/until.ts'
import { signInAs, webClient } from '../processes/web-client.ts'
import { dumpDatabase } from './dump-database.ts'
import { encodingsOf, finds } from './encodings.ts'
import { readFolder } from './read-folder.ts'

const hex = () => randomBytes(12).toString('hex')
const canaries = {
  live: `sk-sim-canary-${hex()}`,
  revoked: `sk-sim-revoked-${hex()}`,
  real: `sk-${randomBytes(24).toString('hex')}`,
  unsealed: `sk-sim-unsealed-${hex()}`,
}
/** What no two keys share: beginnings say only what kind of key it is. */
const secrets = Object.values(canaries).map((key) => key.slice(-24))
const forms = secrets.flatMap(encodingsOf)

let world: World
let consumer: Consumer
let provider: ReturnType<typeof webClient>
const answers: string[] = []

beforeAll(async () => {
  world = await openWorld()
  const [door] = await Promise.all([world.startWebDoor(), world.startWorker()])
  consumer = await addConsumer(world)
  const cookie = await signInAs(world, await addUser(world, 'provider'))
  provider = webClient(String(door.ready['url']), cookie, (answer) => answers.push(answer))
  await world.admin.query('UPDATE models SET call_timeout_ms = 1200')
}, 120_000)
afterAll(() => world.close())

async function deposit(key: string): Promise<string> {
  const notice = await provider.gateway.warranty.query({ upstreamId: 'stability' })
  const { context, vaultPublicKey, resourceId } = await provider.gateway.beginDeposit.mutate({
    clientId: randomUUID(),
    upstreamId: 'stability',
    name: 'canary',
    warrantyVersion: notice.version,
    warrantyHash: notice.textHash,
  })
  const sealed = await sealCredential(vaultPublicKey, context, key)
  const { credentialId } = context
  await provider.gateway.completeDeposit.mutate({
    credentialId,
    sealed,
    maskedTail: maskedTail(key),
  })
  return resourceId
}

const verdict = (resourceId: string, state: 'passed' | 'failed') =>
  until(`the deposit to have ${state}`, async () => {
    const verification = await provider.gateway.verification.query({ resourceId })
    return verification.state === state
  })

/** A resource as if nothing had happened to it. */
async function mend(): Promise<void> {
  await world.admin.query(`UPDATE resources SET status = 'active', status_reason = NULL
    WHERE status = 'error' AND deleted_at IS NULL AND upstream_account_id IS NOT NULL`)
  await world.admin.query(
    `UPDATE resource_counters SET failures = 0, breaker_until = NULL, probe_attempt_id = NULL`,
  )
  await world.admin.query('UPDATE upstream_accounts SET locked_until = NULL')
}

describe('a deposited key', { timeout: 120_000 }, () => {
  let resourceId: string
  it('is deposited, verified and goes live through the real procedures', async () => {
    resourceId = await deposit(canaries.live)
    await verdict(resourceId, 'passed')
    await provider.gateway.updateResource.mutate({
      resourceId,
      concurrencyLimit: 50,
      requestsPerMinute: 6_000,
    })
    const { status } = await provider.gateway.resumeResource.mutate({ resourceId })
    expect(status).toBe('active')
  })

  it('is refused where it is revoked, real, or not sealed', async () => {
    await verdict(await deposit(canaries.revoked), 'failed')
    await verdict(await deposit(canaries.real), 'failed')
    await expect(
      provider.gateway.completeDeposit.mutate({
        credentialId: randomUUID(),
        sealed: canaries.unsealed,
        maskedTail: maskedTail(canaries.unsealed),
      }),
    ).rejects.toThrow('INPUT_INVALID')
  })

  it.each([null, ...FAULTS])('is used, and the vendor does: %s', async (fault) => {
    await mend()
    await plan(world, canaries.live, fault === null ? null : { fault, times: 1, delayMs: 50 })
    const tasks = await submitTasks(world, consumer, 1)
    await until('the call to end', async () => {
      const [attempt] = await attemptsOf(world, tasks)
      return ['succeeded', 'failed', 'unknown'].includes(attempt?.state ?? '')
    })
    const [attempt] = await attemptsOf(world, tasks)
    expect(attempt?.dispatchedAt).not.toBeNull()
    if (fault === null) expect(attempt?.state).toBe('succeeded')
  })

  it('is asked for its balance while the vendor has other troubles', async () => {
    const due = async () => {
      const { rowCount } = await world.admin.query(
        `SELECT FROM upstream_accounts WHERE balance_at < clock_now() - interval '5 minutes'`,
      )
      return rowCount
    }
    for (const fault of ['unauthorized', 'html'] as const) {
      await mend()
      await plan(world, canaries.live, { fault, times: 1, on: 'account' })
      await world.advance(6 * 60_000)
      // A worker looks for due balances when it starts, and then only now and then.
      await world.startWorker()
      await until('the balance to be asked for', async () => (await due()) === 0)
      expect(await due()).toBe(0)
    }
  })

  it('is shown to its owner by its tail alone, and destroyed when it is deleted', async () => {
    const { resources } = await provider.gateway.resources.query({})
    expect(resources.find(({ id }) => id === resourceId)?.maskedTail).toBe(
      maskedTail(canaries.live),
    )
    await provider.gateway.resource.query({ resourceId })
    await provider.tasks.resourceUses.query({ resourceId })
    await provider.tasks.resourceStats.query({ resourceIds: [resourceId] })
    await provider.gateway.deleteResource.mutate({ resourceId })
    const { rows } = await world.admin.query(
      'SELECT sealed FROM credentials WHERE resource_id = $1',
      [resourceId],
    )
    expect(rows).toEqual([{ sealed: null }])
  })
})

describe('nothing of it stands', { timeout: 60_000 }, () => {
  it('in a bird that did not sing: the vendor saw the key', async () => {
    const masked = `${canaries.live.slice(0, 7)}…${canaries.live.slice(-4)}`
    const calls = (await readBill(world)).filter(({ key }) => key === masked)
    expect(calls.length).toBeGreaterThanOrEqual(FAULTS.length)
  })

  it('in what our processes wrote', () => {
    expect(world.logs().length).toBeGreaterThan(0)
    expect(finds(world.logs(), forms)).toEqual([])
  })

  it('in any column of any table', async () => {
    const tables = await dumpDatabase(world.admin)
    expect(tables.find(({ table }) => table === 'public.credentials')?.text).toContain('refused')
    const hits = tables.flatMap(({ table, text }) =>
      finds(text, forms).map((form) => [table, form]),
    )
    expect(hits).toEqual([])
  })

  it('in any answer over HTTP', () => {
    expect(answers.length).toBeGreaterThan(8)
    expect(finds(answers.join('\n'), forms)).toEqual([])
  })

  it('in any stored file', async () => {
    let files = 0
    for await (const { file, text } of readFolder(world.settings.storageRoot)) {
      files += 1
      expect([file, finds(text, forms)]).toEqual([file, []])
    }
    expect(files).toBeGreaterThan(0)
  })

  it('in the built pages, where there are any', async () => {
    const build = path.join(import.meta.dirname, '../../apps/web/.next')
    for (const part of ['server', 'static']) {
      for await (const { file, text } of readFolder(path.join(build, part)))
        expect([file, finds(text, secrets)]).toEqual([file, []])
    }
  })
})
