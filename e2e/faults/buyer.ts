import { randomUUID } from 'node:crypto'
import { poolSql } from '@aetherflow/db/sql'
import { balances } from '@aetherflow/ledger/balances'
import { verifyLedger } from '@aetherflow/ledger/verify-ledger'
import { expect } from 'vitest'
import { addConsumer, type Consumer, model } from '../processes/people.ts'
import type { World } from '../processes/open-world.ts'
import { signInAs, webClient } from '../processes/web-client.ts'

/** What a browser would send: the same request under the same client id, as often as it likes. */
const runOf = (clientId: string, prompt = 'a lighthouse at dawn') => ({
  clientId,
  prompt,
  params: { aspectRatio: '1:1', outputFormat: 'jpeg' as const },
  tasks: [{ modelId: model, ceiling: 350n }],
})

export type Buyer = { consumer: Consumer; clientId: string; cookie: string }

export async function newBuyer(world: World): Promise<Buyer> {
  const consumer = await addConsumer(world)
  return { consumer, clientId: randomUUID(), cookie: await signInAs(world, consumer) }
}

/** Submits through a web process; the outcome in one word, because processes die under it. */
export async function submitThrough(
  url: string,
  { cookie, clientId }: Buyer,
  prompt?: string,
): Promise<{ runId: string } | { lost: unknown }> {
  try {
    const { runId } = await webClient(url, cookie).tasks.submit.mutate(runOf(clientId, prompt))
    return { runId }
  } catch (error) {
    return { lost: error }
  }
}

/** One run, one hold, and the wallet that follows from it. */
export async function expectOneHold(world: World, buyer: Buyer, runId: string): Promise<void> {
  const { rows: runs } = await world.admin.query('SELECT id FROM runs WHERE user_id = $1', [
    buyer.consumer.id,
  ])
  expect(runs).toEqual([{ id: runId }])
  const { spendable, held } = await balances(poolSql(world.admin), buyer.consumer.id)
  expect({ spendable, held }).toEqual({ spendable: buyer.consumer.credits - 350n, held: 350n })
  await expectLedgerHolds(world)
}

export async function expectNoHold(world: World, buyer: Buyer): Promise<void> {
  const { spendable, held } = await balances(poolSql(world.admin), buyer.consumer.id)
  expect({ spendable, held }).toEqual({ spendable: buyer.consumer.credits, held: 0n })
}

export async function expectLedgerHolds(world: World): Promise<void> {
  const verdicts = await verifyLedger(poolSql(world.admin))
  expect(verdicts.filter(({ holds }) => !holds)).toEqual([])
}
