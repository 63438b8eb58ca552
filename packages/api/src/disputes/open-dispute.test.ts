import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { submitTasks } from '../tasks/testing/arrange-tasks.ts'
import { addUser } from '../testing/arrange.ts'
import { codeOf } from '../testing/code-of.ts'
import { userCtx } from '../testing/contexts.ts'
import { openDispute } from './open-dispute.ts'
import { court } from './testing/court.ts'

const c = court()
const dayMs = 86_400_000

const opening = (taskId: string) => ({
  clientId: randomUUID(),
  taskId,
  type: 'wrong_result' as const,
  description: 'a lighthouse was asked for, not a whale',
})
const open = (input: ReturnType<typeof opening>) =>
  codeOf(openDispute(userCtx(c.test.deps, c.consumer), input))

test('opens a dispute, attaches evidence, and tells both sides in mails', async () => {
  const taskId = await c.deliver()
  const opened = await c.as(c.consumer).disputes.open(opening(taskId))
  expect(opened).toMatchObject({
    taskId,
    type: 'wrong_result',
    stage: 'under_review',
    withdrawable: true,
    price: 300n,
    decision: null,
    moved: [],
    decidedAt: null,
  })
  expect(opened.thumbUrl).toContain('/api/images/')
  expect(await c.mailsTo(c.consumer)).toEqual(['dispute_opened'])
  expect(await c.mailsTo(c.provider)).toEqual(['dispute_under_review'])
  expect(await c.auditOf(opened.id)).toEqual(['disputes.open'])
  const { rows } = await c.test.admin.query(
    `SELECT d.evidence ? 'attempts' AS attempts, d.evidence -> 'image' ? 'sha256' AS hash, s.state
     FROM disputes d JOIN settlements s ON s.task_id = d.task_id WHERE d.id = $1`,
    [opened.id],
  )
  expect(rows).toEqual([{ attempts: true, hash: true, state: 'disputed' }])
})

test('opens once under a client id, also when asked twice at once', async () => {
  const input = opening(await c.deliver())
  const { disputes } = c.as(c.consumer)
  const [first, second] = await Promise.all([disputes.open(input), disputes.open(input)])
  expect(second).toEqual(first)
  expect((await disputes.open(input)).id).toBe(first.id)
  expect(await c.auditOf(first.id)).toEqual(['disputes.open'])
  expect(await c.mailsTo(c.provider)).toEqual(['dispute_under_review'])
  expect(await open({ ...input, description: 'something else altogether' })).toBe(
    'IDEMPOTENCY_CONFLICT',
  )
})

test('refuses what cannot be disputed, and says why beforehand', async () => {
  const { disputes } = c.as(c.consumer)
  const run = await submitTasks(c.test, c.consumer)
  const unfinished = run.tasks[0]?.taskId ?? ''
  expect(await open(opening(unfinished))).toBe('NOT_DISPUTABLE')
  expect(await disputes.window({ taskId: unfinished })).toMatchObject({
    open: false,
    reason: 'NOT_DELIVERED',
    until: null,
  })
  const call = await c.market.claimOne()
  expect(call.taskId).toBe(unfinished)

  const taskId = await c.deliver()
  expect(await disputes.window({ taskId })).toMatchObject({ open: true, reason: null })
  const { id } = await disputes.open(opening(taskId))
  expect(await open(opening(taskId))).toBe('ALREADY_DISPUTED')
  expect(await disputes.window({ taskId })).toMatchObject({
    open: false,
    reason: 'ALREADY_DISPUTED',
    disputeId: id,
  })
})

test('refuses a task of somebody else', async () => {
  const taskId = await c.deliver()
  const stranger = await addUser(c.test)
  const ctx = userCtx(c.test.deps, stranger)
  expect(await codeOf(openDispute(ctx, opening(taskId)))).toBe('NOT_FOUND')
})

test('closes the window when it has passed', async () => {
  const taskId = await c.deliver()
  const { until } = await c.as(c.consumer).disputes.window({ taskId })
  await c.test.clock.advance(3 * dayMs + 1_000)
  const passed = await c.as(c.consumer).disputes.window({ taskId })
  expect(passed).toMatchObject({ open: false, reason: 'WINDOW_PASSED', until })
  expect(await open(opening(taskId))).toBe('DISPUTE_WINDOW_PASSED')
})

test.each([
  ['too little text', { description: 'ugly' }],
  ['control characters', { description: 'a perfectly long \u0007 description' }],
  ['marks that turn text around', { description: 'a perfectly long \u202e description' }],
  ['an unknown type', { type: 'because' }],
])('takes no dispute with %s', async (_, wrong) => {
  const input = { ...opening(randomUUID()), ...wrong } as ReturnType<typeof opening>
  await expect(c.as(c.consumer).disputes.open(input)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
})
