import { randomUUID } from 'node:crypto'
import { poolSql } from '@aetherflow/db/sql'
import { balances } from '@aetherflow/ledger/balances'
import { verifyLedger } from '@aetherflow/ledger/verify-ledger'
import { addCredits, addUser } from '@aetherflow/api/testing/arrange'
import { TRPCClientError } from '@trpc/client'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openWorld, type World } from '../processes/open-world.ts'
import { addSupply, model } from '../processes/people.ts'
import { signInAs, webClient } from '../processes/web-client.ts'

// Whole processes on a busy machine: this bounds a hang, not a speed.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 })

/** Of 100.00 credits: seven holds of 14.00 fit, eight do not. */
const ceiling = 1_400n
const fits = 7

let world: World
let doors: string[]
beforeAll(async () => {
  world = await openWorld()
  const worker = await world.startWorker()
  await addSupply(world)
  // Nobody works from here on: what is held stays held.
  worker.signal('SIGTERM')
  await worker.ended
  const started = await Promise.all([world.startWebDoor(), world.startWebDoor()])
  doors = started.map(({ ready }) => String(ready['url']))
})
afterAll(() => world.close())

const run = (clientId: string) => ({
  clientId,
  prompt: 'a lighthouse at dawn',
  negativePrompt: '',
  params: { aspectRatio: '1:1', outputFormat: 'jpeg' as const },
  preference: 'balanced' as const,
  ownKey: false,
  tasks: [{ modelId: model, ceiling, seed: null }],
})

it.each([1, 2])(
  'accepts exactly 7 of 100 submits at once, through two processes (round %i)',
  async () => {
    const consumer = await addUser(world)
    await addCredits(world, consumer, 100)
    const cookie = await signInAs(world, consumer)
    const clients = doors.map((url) => webClient(url, cookie))
    const submits = Array.from({ length: 100 }, (_, at) => ({
      client: clients[at % 2],
      run: run(randomUUID()),
    }))
    const send = () =>
      Promise.all(
        submits.map(async (submit) => {
          try {
            return (await submit.client?.tasks.submit.mutate(submit.run))?.runId ?? ''
          } catch (error) {
            if (!(error instanceof TRPCClientError)) throw error
            return error.message
          }
        }),
      )
    const answers = await send()
    const refused = answers.filter((answer) => answer === 'INSUFFICIENT_CREDITS')
    const accepted = answers.filter((answer) => answer !== 'INSUFFICIENT_CREDITS')
    expect(refused).toHaveLength(100 - fits)
    expect(new Set(accepted).size).toBe(fits)

    // The same again: the accepted ones answer as before, the others still do not fit.
    expect(await send()).toEqual(answers)
    const { spendable, held } = await balances(poolSql(world.admin), consumer.id)
    expect({ spendable, held }).toEqual({ spendable: 200n, held: 9_800n })
    const { rows } = await world.admin.query(
      'SELECT count(*)::int AS count FROM tasks WHERE user_id = $1',
      [consumer.id],
    )
    expect(rows[0]).toEqual({ count: fits })
  },
)

it('leaves the ledger sound', async () => {
  const verdicts = await verifyLedger(poolSql(world.admin))
  expect(verdicts.filter(({ holds }) => !holds)).toEqual([])
})
