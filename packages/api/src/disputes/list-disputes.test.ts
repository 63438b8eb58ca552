import { expect, test } from 'vitest'
import { addUser } from '../testing/arrange.ts'
import { court } from './testing/court.ts'

const c = court()

test('lists the caller’s disputes newest first, page by page and by stage', async () => {
  const first = await c.dispute()
  const second = await c.dispute()
  const third = await c.dispute()
  await c.decide(second.id, { decision: 'reject' })
  const { disputes } = c.as(c.consumer)
  const page = await disputes.list({ limit: 2 })
  expect([page.disputes.map(({ id }) => id), page.more]).toEqual([[third.id, second.id], true])
  const rest = await disputes.list({ limit: 2, before: second.id })
  expect([rest.disputes.map(({ id }) => id), rest.more]).toEqual([[first.id], false])
  const decided = await disputes.list({ stages: ['decided'] })
  expect(decided.disputes.map(({ id }) => id)).toEqual([second.id])
  const stranger = await addUser(c.test)
  expect(await c.as(stranger).disputes.list({})).toEqual({ disputes: [], more: false })
})

test('shows a provider which use is disputed, and nothing of who disputes it', async () => {
  const { id } = await c.dispute({ description: 'my name is Mallory and I dislike it' })
  const page = await c.as(c.provider).disputes.onMyResources({})
  expect(page.disputes).toMatchObject([{ id, stage: 'under_review', cost: 0n, decision: null }])
  const text = JSON.stringify(page, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  )
  for (const secret of [c.consumer.id, c.consumer.email, 'Mallory', 'lighthouse'])
    expect(text).not.toContain(secret)
  const other = await addUser(c.test, 'provider')
  expect(await c.as(other).disputes.onMyResources({})).toEqual({ disputes: [], more: false })
})
