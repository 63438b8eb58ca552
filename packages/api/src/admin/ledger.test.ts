import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { addCredits, addUser } from '../testing/arrange.ts'
import { deliverImages } from '../wallet/testing/deliver-images.ts'
import { deskStage } from './testing/desk-stage.ts'

const desk = deskStage()
const find = async (search: string) => (await desk.first().transfers({ search })).transfers

describe('finding transfers', () => {
  test('by the task, the run, the transfer and the business key', async () => {
    const consumer = await addUser(desk.test)
    const provider = await addUser(desk.test, 'provider')
    await addCredits(desk.test, consumer, 100)
    const { runId, taskIds } = await deliverImages(desk.test, consumer, provider, { count: 2 })
    const [taskId = '', otherId = ''] = taskIds
    const kinds = async (search: string) => (await find(search)).map(({ kind }) => kind)
    expect(await kinds(taskId)).toEqual(['hold', 'settle'])
    expect(await kinds(runId)).toEqual(['hold', 'settle', 'settle'])
    const [settled] = await find(`settle:${otherId}`)
    expect(settled).toMatchObject({ kind: 'settle', businessKey: `settle:${otherId}` })
    expect(settled?.contentHash).toMatch(/^[0-9a-f]{64}$/)
    expect(await find(settled?.id ?? '')).toEqual([settled])
    expect(await kinds(randomUUID())).toEqual([])
    expect(await kinds('settle:%')).toEqual([])
  })

  test('shows entries that sum to zero, with whose account and what was left', async () => {
    const consumer = await addUser(desk.test)
    const provider = await addUser(desk.test, 'provider')
    await addCredits(desk.test, consumer, 100)
    const { taskIds } = await deliverImages(desk.test, consumer, provider)
    const [settled] = await find(`settle:${taskIds[0] ?? ''}`)
    const entries = settled?.entries ?? []
    expect(entries.reduce((sum, { amount }) => sum + amount, 0n)).toBe(0n)
    expect(entries).toContainEqual(
      expect.objectContaining({
        account: 'pending',
        user: { id: provider.id, email: provider.email },
        amount: 200n,
        balanceAfter: 200n,
      }),
    )
    expect(entries).toContainEqual(
      expect.objectContaining({ account: 'commission', user: null, amount: 50n, seq: null }),
    )
  })

  test('by order, its refunds among them', async () => {
    const consumer = await addUser(desk.test)
    await addCredits(desk.test, consumer, 100)
    const { orders } = await desk.first().orders({ search: consumer.id })
    const found = await find(orders[0]?.id ?? '')
    expect(found).toMatchObject([{ kind: 'top_up', businessKey: `top_up:${orders[0]?.id}` }])
  })

  test('by adjustment, with the admin who asked', async () => {
    const user = await addUser(desk.test)
    const { id } = await desk.first().adjust({
      ...desk.reviewing(),
      userId: user.id,
      account: 'available',
      amount: 5n,
    })
    await desk.worker().admin.executeAdjustments({ limit: 20 })
    expect(await find(id)).toMatchObject([
      { kind: 'adjust', actorKind: 'admin', actor: { id: desk.admins[0].id } },
    ])
  })

  test('takes no search for nothing', async () => {
    await expect(desk.first().transfers({ search: '  ' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
  })
})

describe('the overview', () => {
  test('counts what waits and says whether the books are right', async () => {
    const empty = await desk.first().overview()
    expect(empty).toMatchObject({
      disputes: { open: 0, overdue: 0, oldestAt: null },
      incidents: 0,
      invariants: { recent: null, full: null },
      settlement: { stopped: false },
    })
    const user = await addUser(desk.test)
    await desk.first().adjust({
      ...desk.reviewing(),
      userId: user.id,
      account: 'earned',
      amount: 20_000n,
    })
    await desk.test.admin.query(
      `INSERT INTO disputes (task_id, user_id, client_id, request_hash, type, description, created_at)
       VALUES ($1, $2, $3, repeat('0', 64), 'other', 'too long ago', now() - interval '2 days')`,
      [randomUUID(), user.id, randomUUID()],
    )
    await desk.test.admin.query(
      `INSERT INTO invariant_runs (scope, holds, verdicts, started_at) VALUES
       ('recent', true, '[{"id": "I1", "holds": true}]', now()),
       ('full', false, '[{"id": "I1", "holds": true}, {"id": "I3", "holds": false}]', now())`,
    )
    await desk.test.admin.query(
      `INSERT INTO system_switches (name, "on", reason) VALUES ('settlement', true, 'broken: I3')
       ON CONFLICT (name) DO UPDATE SET "on" = true, reason = 'broken: I3'`,
    )
    expect(await desk.first().overview()).toMatchObject({
      disputes: { open: 1, overdue: 1 },
      approvals: { disputes: 0, refunds: 0, adjustments: empty.approvals.adjustments + 1 },
      invariants: {
        recent: { holds: true, violated: [] },
        full: { holds: false, violated: ['I3'] },
      },
      settlement: { stopped: true, reason: 'broken: I3' },
    })
  })
})
