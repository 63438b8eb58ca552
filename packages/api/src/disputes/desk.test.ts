import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { codeOf } from '../testing/code-of.ts'
import { userCtx } from '../testing/contexts.ts'
import { previewDecision } from './preview-decision.ts'
import { court } from './testing/court.ts'

const c = court()
const hourMs = 3_600_000
const desk = () => c.as(c.admins[0]).admin

test('queues disputes oldest first, page by page, and marks those that waited too long', async () => {
  await c.test.admin.query(
    `UPDATE disputes SET status = 'executed', decision = 'reject' WHERE status <> 'withdrawn'`,
  )
  const first = await c.dispute({ type: 'other' })
  await c.test.clock.advance(25 * hourMs)
  const second = await c.dispute()
  const third = await c.dispute()
  await c.decide(third.id, { decision: 'reject' })
  const page = await desk().disputes({ limit: 1 })
  expect(page.slaHours).toBe(24)
  expect(page.more).toBe(true)
  expect(page.disputes).toMatchObject([
    {
      id: first.id,
      overdue: true,
      consumer: { id: c.consumer.id, email: c.consumer.email },
      provider: { id: c.provider.id },
    },
  ])
  const rest = await desk().disputes({ after: first.id })
  expect(rest.disputes).toMatchObject([{ id: second.id, overdue: false }])
  const ids = async (input: Parameters<ReturnType<typeof desk>['disputes']>[0]) =>
    (await desk().disputes(input)).disputes.map(({ id }) => id)
  expect(await ids({ overdue: true })).toEqual([first.id])
  expect(await ids({ type: 'other' })).toEqual([first.id])
  expect(await ids({ statuses: ['decided'] })).toEqual([third.id])
})

test('shows a case with everything on one screen and no key, hash or sealed thing', async () => {
  const { id, taskId } = await c.dispute()
  const shown = await desk().dispute({ disputeId: id })
  expect(shown.receipt.task).toMatchObject({ id: taskId, status: 'completed', price: 300n })
  expect(shown.receipt.task.image?.url).toContain('/api/images/')
  expect(shown.receipt.attempts).toHaveLength(1)
  expect(shown.receipt.settlement).toMatchObject({ state: 'disputed', fee: 60n })
  expect(shown.consumer).toMatchObject({ id: c.consumer.id, opened: 1, openedUpheld: 0 })
  expect(shown.provider).toMatchObject({ id: c.provider.id, received: 1, delivered: 1 })
  expect(shown.provider.balances.pending).toBe(240n)
  expect(shown).toMatchObject({ refundable: 300n, approvalLimit: 10_000n, mayApprove: false })
  const text = JSON.stringify(shown, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  )
  expect(text).not.toMatch(/passwordHash|password_hash|af1\.|sealed|fingerprint/)
})

test('previews nothing for what is over, unknown, or more than was paid', async () => {
  const { id } = await c.dispute()
  const ctx = userCtx(c.test.deps, c.admins[0])
  const preview = (disputeId: string, amount: bigint) =>
    codeOf(previewDecision(ctx, { disputeId, decision: 'refund_partial', amount }))
  expect(await preview(id, 301n)).toBe('AMOUNT_OUT_OF_RANGE')
  expect(await preview(randomUUID(), 1n)).toBe('NOT_FOUND')
  await c.as(c.consumer).disputes.withdraw({ disputeId: id })
  expect(await preview(id, 1n)).toBe('STATE_CHANGED')
})
